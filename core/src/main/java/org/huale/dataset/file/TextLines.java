package org.huale.dataset.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/** Text files of a data set, read whole. */
public final class TextLines {
    private TextLines() {}

    /** All lines of a UTF-8 text file; a byte order mark is skipped, bytes that are not UTF-8 are replaced. */
    public static List<String> of(Path file) {
        Bounds.requireAtMost(Bounds.TEXT_BYTES, file);
        try {
            String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }
}
