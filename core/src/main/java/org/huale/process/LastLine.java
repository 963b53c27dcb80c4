package org.huale.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.huale.storage.InputFile;

/** What a program said last. */
public final class LastLine {
    private static final int MOST_BYTES = 1 << 14;

    private LastLine() {}

    /** The last line of a log that is not blank, for a message; empty where there is none or it cannot be read. */
    public static String of(Path log) {
        try {
            List<String> lines = InputFile.end(log, 0, MOST_BYTES)
                    .lines()
                    .filter(it -> !it.isBlank())
                    .toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
