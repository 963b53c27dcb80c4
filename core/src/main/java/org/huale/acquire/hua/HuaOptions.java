package org.huale.acquire.hua;

import java.util.List;
import java.util.Map;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.entropy.BoxAggregation;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.acquire.entropy.EntropyOptions;

/**
 * All that may be chosen about {@link HuaStrategy}.
 *
 * @param retrieval which images are looked at closely
 * @param matching of detections of the two views
 * @param metrics by name: weight and options of each
 * @param combination of metrics into a score
 * @param diversity how to choose from the ranked candidates
 */
public record HuaOptions(
        Retrieval retrieval,
        FlipMatching matching,
        Map<String, MetricChoice> metrics,
        Combination combination,
        Diversity diversity) {

    public HuaOptions {
        metrics = new WrittenMetrics(metrics);
    }

    /**
     * {@code paper} keeps to the paper and, where it is silent, to the program it descends from; {@code default} is the
     * same cascade with three differences: images with weak detections only come after those in doubt, a box that flickers
     * counts by its confidence, and metrics are compared by ranks, so that one outlier cannot press all others together.
     */
    public static HuaOptions named(String name) {
        return switch (name) {
            case "paper" -> with(EmptyDetectionPolicy.ZERO, literal(), Normalization.MIN_MAX);
            case "default" -> with(EmptyDetectionPolicy.TOP1, HuaMetrics.defaults(), Normalization.RANK);
            default -> throw new IllegalArgumentException("unknown preset " + name + ", known are " + names());
        };
    }

    public static List<String> names() {
        return List.of("default", "paper");
    }

    /** What was called otherwise before. @see org.huale.config.Settings */
    public static Map<String, String> formerly() {
        return Map.of(
                "preset: ranked",
                "the best ranked are now what hua takes by default, {name: hua}; as it was, but for images with weak"
                        + " detections only, which come behind those in doubt now, that is {name: hua, combination:"
                        + " {normalization: min_max}, metrics: {semantic-affinity: {unpaired: full}}}");
    }

    private static Map<String, MetricChoice> literal() {
        Map<String, MetricChoice> metrics = HuaMetrics.defaults();
        metrics.put("semantic-affinity", new MetricChoice(1, SemanticAffinity.Options.literal()));
        return metrics;
    }

    private static HuaOptions with(
            EmptyDetectionPolicy empty, Map<String, MetricChoice> metrics, Normalization normalization) {
        return new HuaOptions(
                new Retrieval(3, 0, new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, empty, 0)),
                new FlipMatching(0.5, 0.05),
                metrics,
                new Combination(normalization, Combination.Distance.ORIGIN, 0),
                Diversity.none());
    }
}
