package org.huale.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A state dict's metadata as a JSON object of strings, for files whose format has no place of its own for it. */
final class MetadataJson {
    private static final JsonMapper JSON = new JsonMapper();

    private MetadataJson() {}

    static byte[] write(Map<String, String> metadata) {
        return JSON.writeValueAsBytes(metadata);
    }

    static Map<String, String> read(byte[] json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JacksonException e) {
            throw new HualeException("damaged: the metadata is no JSON object of strings", e);
        }
    }
}
