package org.huale.dataset.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/** Text files of a data set, read whole. */
public final class TextLines {
    private TextLines() {}

    /** All lines of a text file: UTF-16 where its byte order mark says so, otherwise UTF-8. Bytes that are none are replaced. */
    public static List<String> of(Path file) {
        Bounds.requireAtMost(Bounds.TEXT_BYTES, file);
        try {
            byte[] bytes = InputFile.bytes(file);
            String text = new String(bytes, charset(bytes));
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** By the byte order mark that a text may begin with. */
    static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return switch (mark) {
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }
}
