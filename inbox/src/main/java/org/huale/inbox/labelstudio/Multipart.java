package org.huale.inbox.labelstudio;

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
 * Files as the body of a form (RFC 7578).
 *
 * @param files by the name that each is given, of ASCII letters, digits, {@code -}, {@code _} and dots
 */
record Multipart(Map<String, Path> files) {
    /** 128 bits that no image has by chance. */
    private static final String BOUNDARY = "huale-5f0e3c1b9a7d48f2b6c4e1d80a93572e";

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** Reads the files while it is sent. @throws HualeException where a file is not there */
    BodyPublisher body() {
        List<BodyPublisher> parts = new ArrayList<>();
        files.forEach((name, file) -> {
            parts.add(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                    + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            parts.add(content(file));
            parts.add(text("\r\n"));
        });
        parts.add(text("--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, UTF_8);
    }

    private static BodyPublisher content(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new HualeException(file + ": does not exist; Label Studio is to get it", e);
        }
    }
}
