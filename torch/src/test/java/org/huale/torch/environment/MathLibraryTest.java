package org.huale.torch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MathLibraryTest {
    private static final String RUNTIME = "7f00-7f01 r--p 0 fe:01 1 "
            + "/home/u/.javacpp/cache/mkl-2025.3-1.5.13-linux-x86_64-redist.jar/org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.2\n";
    private static final String AVX2 = "7f02-7f03 r-xp 0 fe:01 1 /cache/libmkl_avx2.so.2\n";

    @Test
    void theOneOfThisProcessIsKnownByName() {
        MathLibrary here = MathLibrary.inspect();
        assertThat(here.name()).isIn("OpenBLAS", "MKL", "unknown");
        assertThat(here.toString()).startsWith(here.name());
        assertThat(here).isEqualTo(MathLibrary.inspect());
    }

    @Test
    void mklIsKnownByItsFiles() {
        Map<String, String> two = Map.of("OMP_NUM_THREADS", "2");
        assertThat(MathLibrary.mkl(RUNTIME + AVX2 + AVX2, two)).hasToString("MKL 2025.3, AVX2, threads: 2");
        assertThat(MathLibrary.mkl(RUNTIME, Map.of())).hasToString("MKL 2025.3");
        assertThat(MathLibrary.mkl("/opt/intel/libmkl_rt.so.2\n" + AVX2, Map.of())).hasToString("MKL, AVX2");
        assertThat(MathLibrary.mkl(RUNTIME + AVX2 + "/cache/libmkl_avx512.so.2", two)) // which of both is not known
                .hasToString("MKL 2025.3, threads: 2");
        assertThat(MathLibrary.mkl(RUNTIME, Map.of("OMP_NUM_THREADS", "2", "MKL_NUM_THREADS", "4"))
                        .threads())
                .isEqualTo(4);
        assertThat(MathLibrary.mkl(RUNTIME + AVX2, Map.of("MKL_CBWR", "AUTO"))).hasToString("MKL 2025.3, AVX2, MKL_CBWR=AUTO");
    }

    @Test
    void whatWouldBeFasterIsSaidWhereItWouldBe() {
        MathLibrary openBlas = new MathLibrary("OpenBLAS", "0.3.31", "Haswell", 2);
        assertThat(openBlas).hasToString("OpenBLAS 0.3.31, Haswell, threads: 2");
        assertThat(openBlas.faster("amd64", List.of("avx", "avx2"))).hasValueSatisfying(it -> assertThat(it)
                .contains("MKL", "-Pmkl"));
        assertThat(openBlas.faster("amd64", List.of("avx"))).isEmpty();
        assertThat(openBlas.faster("aarch64", List.of("asimd"))).isEmpty();
        assertThat(MathLibrary.mkl(RUNTIME, Map.of()).faster("amd64", List.of("avx2")))
                .isEmpty();
    }
}
