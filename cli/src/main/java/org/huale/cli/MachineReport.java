package org.huale.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.problem.HualeException;

/**
 * The machine as the JVM sees it.
 *
 * @param cpu model, where the system tells
 * @param cpuFeatures those of the vector instructions that matter to libtorch which the processor has
 * @param memoryBytes of the machine
 * @param heapBytes the most the JVM will take
 * @param freeDiskBytes where the program was started
 */
record MachineReport(
        String java,
        String os,
        String cpu,
        List<String> cpuFeatures,
        int cores,
        long memoryBytes,
        long heapBytes,
        long freeDiskBytes) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> VECTOR_FEATURES =
            List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "asimd");

    static MachineReport inspect() {
        List<String> cpuInfo = cpuInfo();
        List<String> flags = List.of(value(cpuInfo, "flags", "Features").split(" "));
        return new MachineReport(
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                value(cpuInfo, "model name", "Processor"),
                VECTOR_FEATURES.stream().filter(flags::contains).toList(),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                Runtime.getRuntime().maxMemory(),
                freeDisk());
    }

    private static List<String> cpuInfo() {
        if (!Files.isReadable(CPU_INFO)) { // not Linux
            return List.of();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.takeWhile(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new HualeException(CPU_INFO + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String value(List<String> cpuInfo, String key, String keyOnArm) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith(key) || line.startsWith(keyOnArm))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
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
