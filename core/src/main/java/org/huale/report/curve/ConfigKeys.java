package org.huale.report.curve;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.acquire.hua.HuaMetrics;
import org.huale.acquire.random.RandomStrategy;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The configuration of a run as keys and values, without what makes no other experiment of it.
 *
 * @param values by key, {@code training.sgd.momentum}; lists as JSON; empty for a text that is no YAML or JSON object
 * @param replicate which random selection of its seed a run makes; 1 where nothing is said of it
 * @param cycles that a run is to have; 0 where nothing is said of it, or something else may end it before
 */
public record ConfigKeys(Map<String, String> values, int replicate, int cycles) {
    /** Names in keys of a run in which the runs of one arm may differ, with all below them. */
    private static final Set<String> APART = Set.of(
            "seed", "out", "device", "threads", "exchange", "predictions", "cycles", "totalbudget", "keep", "stop");

    private static final String STRATEGY = "strategy.";

    /** What begins keys that others name, in jars on the class path: whatever they are called, they say what is done. */
    private static final List<String> OPTIONS = List.of(STRATEGY, "detector.");

    private static final String REPLICATE = "strategy.replicate";

    private static final String WEIGHT = "weight";

    private static final Pattern WEIGHT_OF_METRIC =
            Pattern.compile("(strategy\\.(?:.+\\.)?metrics\\.)([a-z0-9-]+)\\." + WEIGHT);

    /** Below the metrics of hua: the weight of one that there is on every class path. */
    private static final String OF_EACH_HUA = "overlap-ratio." + WEIGHT;

    private static final Pattern ZERO = Pattern.compile("0+(\\.0+)?");

    /**
     * Whole keys of the same kind. Names of strategies within a strategy are no such keys: they say what is done. What a detector is
     * says its options; runs of earlier versions have no name of it.
     */
    private static final Set<String> APART_AS_A_WHOLE = Set.of("name", "strategy.name", "detector.name");

    /** A loss with variances brings the head that predicts them. */
    private static final Set<String> LOSS = Set.of("loss", "localizationVariance");

    /** What keys mean that runs and plans of earlier versions do not have, so that these are of one arm with later ones. */
    private static final Map<String, String> UNSAID = Map.of(
            "data.testShare",
            "0.0",
            "data.classNames",
            "[]",
            "evaluation.maxDetections",
            "100",
            "oracle.name",
            "ground-truth",
            "strategy.candidates.strategy.name",
            "entropy",
            "strategy.early.name",
            "coverage",
            "strategy.late.name",
            "entropy",
            "strategy.early.candidates.strategy.name",
            "entropy");

    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    public ConfigKeys {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Reads a configuration; one that is neither YAML nor JSON is the only value itself. */
    public static ConfigKeys of(String config) {
        try {
            JsonNode tree = YAML.readTree(config);
            Map<String, String> values = new TreeMap<>();
            if (tree instanceof ObjectNode object) {
                gather("", object, values);
                leaveOutUncounted(values);
            }
            boolean draws = draws(tree);
            if (draws) {
                values.remove(REPLICATE);
            }
            return new ConfigKeys(values, draws ? tree.at("/strategy/replicate").asInt(1) : 1, cycles(tree));
        } catch (JacksonException e) {
            return new ConfigKeys(Map.of("config", config), 1, 0);
        }
    }

    /** A configuration in one line: {@link #of} reads what it is made of. */
    public String text() {
        Map<String, Object> keys = new TreeMap<>(values);
        if (!values.containsKey(REPLICATE)) {
            keys.put("strategy", Map.of("replicate", replicate));
        }
        keys.put("cycles", cycles);
        return JSON.writeValueAsString(keys);
    }

    /** Values alone as a configuration in one line. */
    public static String text(Map<String, String> values) {
        return JSON.writeValueAsString(new TreeMap<>(values));
    }

    /** Of keys and values that an earlier version gathered, those that are gathered today. */
    public static Map<String, String> ofToday(Map<String, String> gathered) {
        Map<String, String> telling = new TreeMap<>(gathered);
        telling.entrySet().removeIf(it -> !tells(it.getKey(), it.getValue()));
        leaveOutUncounted(telling);
        return telling;
    }

    /** Whether a replicate is one of random's, which runs have where they name no strategy; others mean something of their own. */
    private static boolean draws(JsonNode tree) {
        JsonNode strategy = tree.path("strategy");
        return strategy.isObject()
                && strategy.path("name").asString(RandomStrategy.NAME).equals(RandomStrategy.NAME);
    }

    private static int cycles(JsonNode tree) {
        boolean mayEndBefore = tree.at("/stop/plateau").asDouble(0) > 0
                || tree.at("/totalBudget").asInt(0) > 0;
        return mayEndBefore ? 0 : tree.at("/cycles").asInt(0);
    }

    /** Whether a key belongs to the strategy or the loss, which an arm is named by anyway. */
    public static boolean ofStrategyOrLoss(String key) {
        return Arrays.stream(key.split("\\.", -1)).anyMatch(it -> it.equals("strategy") || LOSS.contains(it));
    }

    /** Whether a key belongs to the loss; a strategy may call an option so as well. */
    public static boolean ofLoss(String key) {
        return !key.startsWith(STRATEGY) && Arrays.stream(key.split("\\.", -1)).anyMatch(LOSS::contains);
    }

    /** Those of the settings whose keys are wanted. */
    public static Map<String, String> only(Map<String, String> settings, Predicate<String> wanted) {
        Map<String, String> only = new TreeMap<>(settings);
        only.keySet().removeIf(wanted.negate());
        return only;
    }

    private static void gather(String key, JsonNode node, Map<String, String> keys) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                gather(key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), entry.getValue(), keys);
            }
        } else {
            String value = node.isString() ? node.asString() : node.toString();
            if (tells(key, value)) {
                keys.put(key, value);
            }
        }
    }

    /**
     * Metrics of hua that jars bring count only with a weight. Earlier versions wrote all down that were on the class path, so that
     * runs differ in those that changed nothing.
     */
    private static void leaveOutUncounted(Map<String, String> values) {
        List<String> uncounted = values.keySet().stream()
                .filter(it -> isUncounted(it, values))
                .map(it -> it.substring(0, it.length() - WEIGHT.length()))
                .toList();
        values.keySet().removeIf(key -> uncounted.stream().anyMatch(key::startsWith));
    }

    private static boolean isUncounted(String key, Map<String, String> values) {
        Matcher metric = WEIGHT_OF_METRIC.matcher(key);
        return metric.matches()
                && !HuaMetrics.isOfTheArticle(metric.group(2))
                && ZERO.matcher(values.getOrDefault(key, "")).matches()
                && values.containsKey(metric.group(1) + OF_EACH_HUA); // another strategy may have a group of that name
    }

    private static boolean tells(String key, String value) {
        return (isOption(key)
                        || Arrays.stream(key.toLowerCase(Locale.ROOT).split("\\.", -1))
                                .noneMatch(APART::contains))
                && !APART_AS_A_WHOLE.contains(key)
                && !value.equals(UNSAID.get(key));
    }

    private static boolean isOption(String key) {
        return OPTIONS.stream().anyMatch(key::startsWith);
    }
}
