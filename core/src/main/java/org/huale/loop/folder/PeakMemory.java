package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has held, native memory included where the system tells. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final double KILOBYTES = 1024;

    private PeakMemory() {}

    /** In units of 2^20 bytes. */
    static double megabytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToDouble(Double::parseDouble)
                    .map(kilobytes -> kilobytes / KILOBYTES)
                    .findFirst()
                    .orElseGet(PeakMemory::heap);
        } catch (IOException e) {
            return heap(); // not Linux
        }
    }

    private static double heap() {
        return Runtime.getRuntime().totalMemory() / (KILOBYTES * KILOBYTES);
    }
}
