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

    /** {@code paper} keeps to the article and, where it is silent, to the program it descends from. */
    public static HuaOptions named(String name) {
        return switch (name) {
            case "paper" -> with(EmptyDetectionPolicy.ZERO);
            case "default" -> with(EmptyDetectionPolicy.TOP1);
            default -> throw new IllegalArgumentException("unknown preset " + name + ", known are " + names());
        };
    }

    public static List<String> names() {
        return List.of("default", "paper");
    }

    private static HuaOptions with(EmptyDetectionPolicy empty) {
        EntropyOptions entropy = new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, empty, 0);
        return new HuaOptions(
                new Retrieval(3, 0, entropy),
                new FlipMatching(0.5, 0.05),
                HuaMetrics.defaults(),
                new Combination(Normalization.MIN_MAX, Combination.Distance.ORIGIN, 0),
                Diversity.none());
    }
}
