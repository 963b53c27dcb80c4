package org.huale.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/**
 * The processor, as far as the system tells; only Linux does.
 *
 * @param model empty where unknown
 * @param flags names of what it can do, as in {@code /proc/cpuinfo}; empty where unknown
 */
public record Processor(String model, List<String> flags) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Processor {
        flags = List.copyOf(flags);
    }

    /** @throws HualeException where the system has the file but does not give it */
    public static Processor inspect() {
        List<String> lines = lines();
        return new Processor(
                value(lines, "model name", "Processor"),
                Stream.of(value(lines, "flags", "Features").split(" "))
                        .filter(flag -> !flag.isEmpty())
                        .toList());
    }

    private static List<String> lines() {
        if (!Files.isReadable(CPU_INFO)) { // not Linux
            return List.of();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.takeWhile(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new HualeException(CPU_INFO + ": " + FileFaults.unread(e), e);
        }
    }

    private static String value(List<String> lines, String key, String keyOnArm) {
        return lines.stream()
                .filter(line -> line.startsWith(key) || line.startsWith(keyOnArm))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
