package org.huale.app.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.problem.HualeException;
import org.huale.provenance.Processor;

/**
 * The machine as the JVM sees it.
 *
 * @param cpu model, where the system tells
 * @param cpuFeatures those of the vector instructions that matter to libtorch which the processor has
 * @param memoryBytes of the machine
 * @param heapBytes the most the JVM will take
 * @param freeDiskBytes where the program was started
 */
public record MachineReport(
        String java,
        String os,
        String cpu,
        List<String> cpuFeatures,
        int cores,
        long memoryBytes,
        long heapBytes,
        long freeDiskBytes) {
    private static final List<String> VECTOR_FEATURES =
            List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "asimd");

    /** Looks at the machine as it is now. */
    public static MachineReport inspect() {
        Processor processor = Processor.inspect();
        return new MachineReport(
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                processor.model(),
                VECTOR_FEATURES.stream().filter(processor.flags()::contains).toList(),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                Runtime.getRuntime().maxMemory(),
                freeDisk());
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
    }

    private static long freeDisk() {
        try {
            return Files.getFileStore(Path.of("")).getUsableSpace();
        } catch (IOException e) {
            throw new HualeException("the free disk space cannot be asked for: " + e.getMessage(), e);
        }
    }
}
