package org.huale.inbox.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A question to a server.
 *
 * @param path with its query, from {@code /api} on
 * @param headers besides those that every call has
 * @param isUpload whether the server gets so much that it may take its time
 * @param isRepeatable whether doing it twice does no more than doing it once
 */
public record Call(
        String method,
        String path,
        Map<String, String> headers,
        BodyPublisher body,
        boolean isUpload,
        boolean isRepeatable) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), BodyPublishers.noBody(), false, true);
    }

    /** Makes something, and is not repeated. */
    public static Call post(String path, Object body) {
        return json("POST", path, body, false);
    }

    /** Sets what is there to something, and may be repeated. */
    public static Call patch(String path, Object body) {
        return json("PATCH", path, body, true);
    }

    /** Adds to what is there, and is not repeated. */
    public static Call add(String path, Object body) {
        return json("PATCH", path, body, false);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), BodyPublishers.noBody(), false, true);
    }

    /** Without a body, which CVAT wants to be called JSON. */
    public static Call post(String path) {
        return new Call("POST", path, JSON_TYPE, BodyPublishers.noBody(), false, false);
    }

    public static Call upload(String path, Multipart parts) {
        return new Call("POST", path, Map.of("Content-Type", parts.contentType()), parts.body(), true, false);
    }

    private static Call json(String method, String path, Object body, boolean repeatable) {
        BodyPublisher text = BodyPublishers.ofString(JSON.writeValueAsString(body), UTF_8);
        return new Call(method, path, JSON_TYPE, text, false, repeatable);
    }

    /** The same with one header more. */
    public Call with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Call(method, path, more, body, isUpload, isRepeatable);
    }
}
