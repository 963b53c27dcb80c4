package org.huale.inbox.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;

/**
 * Files and texts as the body of a form (RFC 7578).
 *
 * @param texts by the names of their fields
 * @param files in the order in which they are sent
 */
public record Multipart(Map<String, String> texts, List<FilePart> files) {
    /** 128 bits that no image has by chance. */
    private static final String BOUNDARY = "huale-5f0e3c1b9a7d48f2b6c4e1d80a93572e";

    /**
     * A file of a form.
     *
     * @param field of ASCII letters, digits, {@code -}, {@code _}, brackets and dots
     * @param name that the file is given, of the same without brackets
     */
    public record FilePart(String field, String name, Path file) {}

    public Multipart {
        texts = Map.copyOf(texts);
        files = List.copyOf(files);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** Reads the files while it is sent. @throws HualeException where a file is not there */
    BodyPublisher body() {
        List<BodyPublisher> parts = new ArrayList<>();
        texts.forEach((field, text) -> parts.add(text(head(field) + "\r\n\r\n" + text + "\r\n")));
        for (FilePart part : files) {
            parts.add(text(head(part.field()) + "; filename=\"" + part.name()
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            parts.add(content(part.file()));
            parts.add(text("\r\n"));
        }
        parts.add(text("--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private static String head(String field) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"";
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, UTF_8);
    }

    private static BodyPublisher content(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new HualeException(file + ": does not exist; it is to be uploaded", e);
        }
    }
}
