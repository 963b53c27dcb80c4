package org.huale.torch.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Instruction sets between which oneDNN chooses on x86-64, the lesser first, by the names that its documentation gives
 * them. The binding does not tell which it took: it is the highest that the processor has and the environment allows.
 */
enum OneDnnIsa {
    SSE41("sse4_1"),
    AVX("avx"),
    AVX2("avx2"),
    AVX2_VNNI("avx_vnni"),
    AVX2_VNNI_2("avx_vnni_int8"),
    AVX512_CORE("avx512bw"),
    AVX512_CORE_VNNI("avx512_vnni"),
    AVX512_CORE_BF16("avx512_bf16"),
    AVX512_CORE_FP16("avx512_fp16"),
    AVX512_CORE_AMX("amx_tile"),
    AVX512_CORE_AMX_FP16("amx_fp16");

    private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    private final String flag;

    OneDnnIsa(String flag) {
        this.flag = flag;
    }

    /**
     * @param flags of the processor
     * @param environment variables by name; one of oneDNN's that names no instruction set limits nothing
     */
    static Optional<OneDnnIsa> effective(List<String> flags, Map<String, String> environment) {
        OneDnnIsa limit = limit(environment);
        return Arrays.stream(values())
                .filter(isa -> isa.compareTo(limit) <= 0 && flags.contains(isa.flag))
                .reduce((lesser, higher) -> higher);
    }

    /** Whether it has instructions for products in bfloat16; with a lesser one oneDNN converts each number there and back. */
    boolean hasBfloat16() {
        return compareTo(AVX512_CORE_BF16) >= 0;
    }

    private static OneDnnIsa limit(Map<String, String> environment) {
        return LIMITS.stream()
                .filter(environment::containsKey)
                .findFirst()
                .flatMap(name -> Arrays.stream(values())
                        .filter(isa -> isa.name().equalsIgnoreCase(environment.get(name)))
                        .findFirst())
                .orElse(AVX512_CORE_AMX_FP16);
    }
}
