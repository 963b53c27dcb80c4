package org.huale.web.server;

import io.javalin.http.Context;
import org.huale.web.desk.BadInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as JSON and back. */
final class Json {
    static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private Json() {}

    /** Answers a request. */
    static void answer(Context context, Object value) {
        context.contentType(CONTENT_TYPE);
        context.result(bytes(value));
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws BadInput where the bytes are not a JSON object */
    static JsonNode object(byte[] bytes) {
        JsonNode node = read(bytes, JsonNode.class);
        if (!node.isObject()) {
            throw new BadInput("the body must be a JSON object");
        }
        return node;
    }

    /** @throws BadInput where the bytes are not such a record */
    static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw e.getCause() instanceof BadInput bad
                    ? bad
                    : new BadInput("the body is not the JSON that is expected here"
                            + (e.getLocation() == null
                                    ? ""
                                    : ", line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr()));
        }
    }

    /** The text of a field. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw new BadInput(field + ": a text is needed");
        }
        return value.stringValue();
    }
}
