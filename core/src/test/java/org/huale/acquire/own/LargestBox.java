package org.huale.acquire.own;

import java.util.Optional;
import org.huale.acquire.hua.Candidate;
import org.huale.acquire.hua.HuaMetric;
import org.huale.acquire.hua.HuaMetricProvider;

/** A user's own metric: the largest box's share of the image. */
public record LargestBox(Options options) implements HuaMetric {

    public record Options(double confidence) {}

    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "largest-box";
        }

        @Override
        public Options defaults() {
            return new Options(0.5);
        }

        @Override
        public HuaMetric create(Options options) {
            return new LargestBox(options);
        }
    }

    @Override
    public String name() {
        return "largest box";
    }

    @Override
    public boolean lowIsWanted() {
        return true; // small objects are what this user lacks
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        double image = (double) candidate.image().size().width()
                * candidate.image().size().height();
        double largest = 0;
        for (int i : candidate.original().atLeast(options.confidence())) {
            largest = Math.max(largest, candidate.original().box(i).area() / image);
        }
        return largest == 0 ? Optional.empty() : Optional.of(new Measurement(largest, "of the image"));
    }
}
