package org.huale.web.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the page, from the class path, by names that cannot lead elsewhere. */
final class PageFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}(\\.test)?\\.(js|css|html|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    void send(Context context, String name) {
        byte[] bytes = bytes(name).orElseThrow(() -> new Denied(404, "there is no such page"));
        context.contentType(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"));
        context.result(bytes);
    }

    private Optional<byte[]> bytes(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        byte[] known = read.get(name);
        return known != null ? Optional.of(known) : load(name);
    }

    private Optional<byte[]> load(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/org/huale/web/page/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            read.put(name, bytes);
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
