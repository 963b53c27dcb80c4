package org.huale.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * What a program said, one start after the other in one file.
 *
 * @param begins where the last start's words begin
 */
record ProgramLog(Path file, long begins) {
    private static final int MOST_LINES = 12;
    private static final int MOST_BYTES = 1 << 14;

    /** Appends a line that says what is started. */
    static ProgramLog begun(Path file, List<String> words) {
        String line = "== " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + String.join(" ", words) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new ProgramLog(file, Files.size(file));
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + FileFaults.reason(e), e);
        }
    }

    /** The last lines, indented, with a heading; for messages. */
    String lastWords() {
        List<String> lines = Arrays.stream(end().split("[\r\n]+"))
                .filter(it -> !it.isBlank())
                .toList();
        if (lines.isEmpty()) {
            return "; it said nothing (" + file + ")";
        }
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .map(it -> System.lineSeparator() + "  " + it.stripTrailing())
                .collect(Collectors.joining("", "; the last lines of " + file + ":", ""));
    }

    private String end() {
        try {
            return InputFile.end(file, begins, MOST_BYTES);
        } catch (IOException e) {
            return FileFaults.unread(e);
        }
    }
}
