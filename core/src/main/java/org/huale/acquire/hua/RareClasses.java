package org.huale.acquire.hua;

import java.util.Optional;
import org.huale.acquire.entropy.BoxWords;
import org.huale.detect.Detections;

/**
 * Whether classes were found of which few objects are annotated: the highest, over detections, of confidence times 1 - 1 /
 * rarity. 0 for the most frequent class and for nothing found, below 1. Not in the article.
 */
public record RareClasses(Options options) implements HuaMetric {

    /**
     * What may be chosen.
     *
     * @param confidence detections below it are left out, in [0, 1]
     */
    public record Options(double confidence) {

        public Options {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
            }
        }
    }

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "rare-classes";
        }

        @Override
        public Options defaults() {
            return new Options(0.05);
        }

        @Override
        public HuaMetric create(Options options) {
            return new RareClasses(options);
        }
    }

    @Override
    public String name() {
        return "rare classes";
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        Detections found = candidate.original();
        double highest = 0;
        String reason = "nothing but the most frequent class";
        for (int i : found.atLeast(options.confidence())) {
            double rarity = candidate.labeled().rarity().of(found.classes()[i]);
            double value = found.confidences()[i] * (1 - 1 / rarity);
            if (value > highest) {
                highest = value;
                reason = BoxWords.of(found, i, candidate.classes());
            }
        }
        return Optional.of(new Measurement(highest, reason));
    }
}
