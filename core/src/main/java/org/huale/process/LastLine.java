package org.huale.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program said last. */
public final class LastLine {

    private LastLine() {}

    /** The last line of a log that is not blank, for a message; empty where there is none or it cannot be read. */
    public static String of(Path log) {
        try {
            List<String> lines =
                    Files.readAllLines(log).stream().filter(it -> !it.isBlank()).toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
