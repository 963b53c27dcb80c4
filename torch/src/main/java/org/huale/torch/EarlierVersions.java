package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.huale.torch.rcnn.FasterRcnnOptions;
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

    /** The description of a detector, JSON, with all keys; as it is where it is no JSON object: whoever reads it says so. */
    static String completed(String detector) {
        try {
            return JSON.readTree(detector) instanceof ObjectNode tree ? completed(tree) : detector;
        } catch (JacksonException e) {
            return detector;
        }
    }

    /** What a training was frozen with, with all keys of its configuration; as it is where this version cannot read that. */
    static Map<String, Object> completedTraining(Map<?, ?> frozen) {
        Map<String, Object> all = new LinkedHashMap<>();
        frozen.forEach((key, value) -> all.put(String.valueOf(key), value));
        if (frozen.get(FrozenTraining.CONFIG) instanceof Map<?, ?> config
                && config.get("detector") instanceof Map<?, ?> detector) {
            all.put(FrozenTraining.CONFIG, completedConfig(config, detector));
        }
        return all;
    }

    private static Object completedConfig(Map<?, ?> config, Map<?, ?> detector) {
        Settings written = new Settings();
        config.forEach((key, value) -> written.value(String.valueOf(key), value, "earlier version"));
        try {
            FasterRcnnOptions network = ConfigJson.read(completed(ConfigJson.write(detector)), FasterRcnnOptions.class);
            return FrozenTraining.deciding(completed(written).into(TrainingConfig.defaults(network)));
        } catch (HualeException | JacksonException | IllegalArgumentException | NullPointerException e) {
            return config; // by a constructor, of JSON that is not as written
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
