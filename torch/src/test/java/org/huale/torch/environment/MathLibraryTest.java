package org.huale.torch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class MathLibraryTest {
    private static final String RUNTIME = "7f00-7f01 r--p 0 fe:01 1 "
            + "/home/u/.javacpp/cache/mkl-2025.3-1.5.13-linux-x86_64-redist.jar/org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.2\n";

    @Test
    void theOneOfThisProcessIsKnownByName() {
        MathLibrary here = TorchEnvironment.inspect().blas();
        assertThat(here.name()).isIn("OpenBLAS", "MKL", "unknown");
        assertThat(here.toString()).startsWith(here.name());
        assertThat(here).isEqualTo(MathLibrary.inspect());
    }

    @Test
    void productsTakeTheThreadsOfOperators() {
        assumeThat(MathLibrary.inspect().name()).isEqualTo("OpenBLAS");
        int before = torch.get_num_threads();
        try {
            TorchDevice.prepare("cpu", 3);
            assertThat(openblas_full.openblas_get_num_threads()).isEqualTo(3);
        } finally {
            TorchDevice.prepare("cpu", before);
        }
        assertThat(openblas_full.openblas_get_num_threads()).isEqualTo(before);
    }

    @Test
    void mklIsKnownByItsFiles() {
        Map<String, String> two = Map.of("OMP_NUM_THREADS", "2");
        assertThat(MathLibrary.mkl(RUNTIME, two)).hasToString("MKL 2025.3, threads: 2");
        assertThat(MathLibrary.mkl(RUNTIME, Map.of())).hasToString("MKL 2025.3");
        assertThat(MathLibrary.mkl("/opt/intel/libmkl_rt.so.2\n", Map.of())).hasToString("MKL");
        assertThat(MathLibrary.mkl(RUNTIME, Map.of("OMP_NUM_THREADS", "2", "MKL_NUM_THREADS", "4"))
                        .threads())
                .isEqualTo(4);
        assertThat(MathLibrary.mkl(RUNTIME, Map.of("MKL_CBWR", "AUTO"))).hasToString("MKL 2025.3, MKL_CBWR=AUTO");
    }

    @Test
    void whatWouldBeFasterIsSaidWhereItWouldBe() {
        MathLibrary openBlas = new MathLibrary("OpenBLAS", "0.3.31", "Haswell", 0);
        assertThat(openBlas).hasToString("OpenBLAS 0.3.31, Haswell");
        assertThat(openBlas.faster("amd64", List.of("avx", "avx2")))
                .hasValueSatisfying(it -> assertThat(it).contains("MKL", "-Pmkl"));
        assertThat(openBlas.faster("amd64", List.of("avx"))).isEmpty();
        assertThat(openBlas.faster("aarch64", List.of("asimd"))).isEmpty();
        assertThat(MathLibrary.mkl(RUNTIME, Map.of()).faster("amd64", List.of("avx2")))
                .isEmpty();
    }
}
