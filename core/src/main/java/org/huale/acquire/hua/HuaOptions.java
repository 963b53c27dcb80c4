package org.huale.acquire.hua;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.acquire.BoxAggregation;
import org.huale.acquire.BoxEntropy;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.EntropyOptions;
import org.huale.acquire.FlipMatching;

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
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * {@code paper} keeps to the article and, where it is silent, to the program it descends from; {@code ranked} takes the
     * best ranked as the article does, with what is safer where it is silent; {@code default} lets the better half of twice
     * as many candidates cover the classes.
     */
    public static HuaOptions named(String name) {
        return switch (name) {
            case "paper" -> with(new Retrieval(3, 0, entropy(EmptyDetectionPolicy.ZERO)), Diversity.none());
            case "ranked" -> with(new Retrieval(3, 0, entropy(EmptyDetectionPolicy.TOP1)), Diversity.none());
            case "default" -> with(new Retrieval(6, 0, entropy(EmptyDetectionPolicy.TOP1)), Diversity.ofClasses(3));
            default -> throw new IllegalArgumentException("unknown preset " + name + ", known are " + names());
        };
    }

    public static List<String> names() {
        return List.of("default", "ranked", "paper");
    }

    private static EntropyOptions entropy(EmptyDetectionPolicy empty) {
        return new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, empty, 0);
    }

    private static HuaOptions with(Retrieval retrieval, Diversity diversity) {
        return new HuaOptions(
                retrieval,
                new FlipMatching(0.5, 0.05),
                HuaMetrics.defaults(),
                new Combination(Normalization.MIN_MAX, Combination.Distance.ORIGIN, 0),
                diversity);
    }
}
