package org.huale.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The configuration of a run as keys and values, without what makes no other experiment of it. */
final class ConfigKeys {
    /** Last names of keys in which the runs of one arm may differ. */
    private static final Set<String> APART =
            Set.of("seed", "name", "out", "device", "threads", "cycles", "totalbudget", "keep");

    /** A loss with variances brings the head that predicts them. */
    private static final Set<String> NAMED_BY = Set.of("strategy", "loss", "localizationVariance");

    private static final YAMLMapper YAML = new YAMLMapper();

    private ConfigKeys() {}

    /** By key, {@code training.sgd.momentum}; lists as JSON; empty for a text that is no YAML or JSON object. */
    static Map<String, String> of(String config) {
        Map<String, String> keys = new TreeMap<>();
        try {
            if (YAML.readTree(config) instanceof ObjectNode object) {
                gather("", object, keys);
            }
        } catch (JacksonException e) {
            keys.put("config", config);
        }
        return keys;
    }

    /** Whether a key belongs to the strategy or the loss, which an arm is named by anyway. */
    static boolean ofStrategyOrLoss(String key) {
        return Arrays.stream(key.split("\\.", -1)).anyMatch(NAMED_BY::contains);
    }

    private static void gather(String key, JsonNode node, Map<String, String> keys) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (!APART.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                    gather(key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), entry.getValue(), keys);
                }
            }
        } else {
            keys.put(key, node.isString() ? node.asString() : node.toString());
        }
    }
}
