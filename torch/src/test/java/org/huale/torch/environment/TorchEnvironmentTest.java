package org.huale.torch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TorchEnvironmentTest {
    private static final List<String> FLAGS = List.of("sse4_1", "avx", "avx2", "avx512f", "avx512bw", "avx512_vnni");

    @Test
    void whatDecidesTheLastBitsIsKnown() {
        Map<String, String> parts = TorchEnvironment.arithmetic("cpu", 3).parts();
        assertThat(parts).containsEntry("threads", "3").containsEntry("device", "cpu");
        assertThat(parts.get("libtorch")).matches("\\d+\\.\\d+.*, \\S.*");
        assertThat(parts.get("oneDNN")).matches("\\d+\\.\\d+.*, \\S.*");
        assertThat(parts.get("BLAS")).isNotBlank();
    }

    @Test
    void libtorchIsLoadedOnceAndWaitedFor() {
        AtomicInteger begun = new AtomicInteger();
        TorchLibraries.begin(begun::incrementAndGet);
        TorchLibraries.begin(begun::incrementAndGet);
        assertThat(TorchEnvironment.arithmetic("cpu", 1).parts()).containsKey("libtorch");
        assertThat(begun).hasValueLessThanOrEqualTo(1);
    }

    /** Without it a build that tries several instruction sets would try one several times. */
    @Test
    void theInstructionSetsAskedForAreUsed() {
        Map<String, String> asked = System.getenv();
        assumeTrue(asked.containsKey("ATEN_CPU_CAPABILITY"), "ATEN_CPU_CAPABILITY is not set");
        TorchEnvironment environment = TorchEnvironment.inspect();
        assertThat(environment.cpuCapability()).isEqualToIgnoringCase(asked.get("ATEN_CPU_CAPABILITY"));
        assertThat(environment.oneDnn()).endsWith(asked.getOrDefault("ONEDNN_MAX_CPU_ISA", ""));
        assertThat(environment.blas().toString()).containsIgnoringCase(asked.getOrDefault("OPENBLAS_CORETYPE", ""));
    }

    @Test
    void oneDnnTakesTheHighestThatProcessorAndEnvironmentAllow() {
        assertThat(OneDnnIsa.effective(FLAGS, Map.of())).hasValue(OneDnnIsa.AVX512_CORE_VNNI);
        assertThat(OneDnnIsa.effective(FLAGS, Map.of("ONEDNN_MAX_CPU_ISA", "avx2")))
                .hasValue(OneDnnIsa.AVX2);
        assertThat(OneDnnIsa.effective(FLAGS, Map.of("DNNL_MAX_CPU_ISA", "SSE41")))
                .hasValue(OneDnnIsa.SSE41);
        assertThat(OneDnnIsa.effective(FLAGS, Map.of("ONEDNN_MAX_CPU_ISA", "ALL")))
                .hasValue(OneDnnIsa.AVX512_CORE_VNNI);
        assertThat(OneDnnIsa.effective(FLAGS, Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_AMX")))
                .hasValue(OneDnnIsa.AVX512_CORE_VNNI);
        assertThat(OneDnnIsa.effective(List.of("asimd"), Map.of())).isEqualTo(Optional.empty());
    }

    /** Measured: with AMX and AVX512_BF16 it was faster than float32, with AVX-512 alone and AVX2 slower. */
    @Test
    void bfloat16IsTheProcessorsOwnFromItsInstructionsOn() {
        assertThat(OneDnnIsa.AVX512_CORE_AMX.hasBfloat16()).isTrue();
        assertThat(OneDnnIsa.AVX512_CORE_BF16.hasBfloat16()).isTrue();
        assertThat(OneDnnIsa.AVX512_CORE_VNNI.hasBfloat16()).isFalse();
        assertThat(OneDnnIsa.AVX2_VNNI_2.hasBfloat16()).isFalse();
    }

    @Test
    void bfloat16IsMissedOnlyWhereTheProcessorIsKnown() {
        List<String> amx = List.of("avx2", "avx512bw", "avx512_bf16", "amx_tile");
        assertThat(TorchEnvironment.lacksBfloat16(amx, Map.of())).isFalse();
        assertThat(TorchEnvironment.lacksBfloat16(amx, Map.of("ONEDNN_MAX_CPU_ISA", "avx2")))
                .isTrue();
        assertThat(TorchEnvironment.lacksBfloat16(FLAGS, Map.of())).isTrue();
        assertThat(TorchEnvironment.lacksBfloat16(List.of("asimd"), Map.of())).isTrue();
        assertThat(TorchEnvironment.lacksBfloat16(List.of("asimd", "bf16"), Map.of()))
                .isFalse();
        assertThat(TorchEnvironment.lacksBfloat16(List.of(), Map.of())).isFalse();
    }
}
