package org.huale.onnx.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Instruction sets of x86-64 between which ONNX Runtime chooses its kernels, the lesser first, by the names that Linux gives
 * them. It does not tell which it took: it is the highest that the processor has.
 */
public enum InstructionSet {
    SSE4_1,
    AVX,
    AVX2,
    AVX_VNNI,
    AVX512F,
    AVX512BW,
    AVX512_VNNI,
    AMX_INT8;

    /**
     * The name of the highest; of the architecture where it is another.
     *
     * @param flags of the processor, as {@link org.huale.provenance.Processor#flags}
     */
    public static String highest(List<String> flags) {
        return Arrays.stream(values())
                .filter(it -> flags.contains(it.name().toLowerCase(Locale.ROOT)))
                .reduce((lesser, higher) -> higher)
                .map(Enum::name)
                .orElseGet(() -> System.getProperty("os.arch"));
    }
}
