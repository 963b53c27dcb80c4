package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.config.Settings;
import org.huale.weights.StateDict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What configurations and weights mean that were written before a key existed: what the program did then, which need not be
 * the default of now.
 */
public final class EarlierVersions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Keys below {@code detector}. */
    private static final Map<String, Object> DETECTOR = Map.of(
            "backbone.taps", "stage_begin",
            "backbone.frozenLayers", 0,
            "roi.boxRegression", "per_class");

    private static final Map<String, Object> TRAINING = Map.of("recipe", "torchvision");

    private EarlierVersions() {}

    /** A configuration in which all keys stood that there were when it was written. */
    public static Settings completed(Settings written) {
        DETECTOR.forEach((key, value) -> written.whereUnsaid("detector." + key, value));
        TRAINING.forEach((key, value) -> written.whereUnsaid("training." + key, value));
        return written;
    }

    /** Weights whose description of their detector, JSON under the key of their metadata, has all keys. */
    static StateDict completed(StateDict weights, String key) {
        String written = weights.metadata().get(key);
        if (written == null) {
            return weights;
        }
        Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
        metadata.put(key, completed(written));
        return new StateDict(weights.tensors(), metadata);
    }

    /** Left as it is where it is no JSON object: whoever reads it says so. */
    private static String completed(String detector) {
        try {
            return JSON.readTree(detector) instanceof ObjectNode tree ? completed(tree) : detector;
        } catch (JacksonException e) {
            return detector;
        }
    }

    private static String completed(ObjectNode tree) {
        DETECTOR.forEach((key, value) -> put(tree, key, value));
        return JSON.writeValueAsString(tree);
    }

    private static void put(ObjectNode tree, String key, Object value) {
        int dot = key.indexOf('.');
        String name = key.substring(dot + 1);
        JsonNode group = tree.get(key.substring(0, dot));
        if (group instanceof ObjectNode keys && !keys.has(name)) {
            keys.set(name, JSON.valueToTree(value));
        }
    }
}
