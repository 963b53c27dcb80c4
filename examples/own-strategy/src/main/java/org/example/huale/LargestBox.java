package org.example.huale;

import java.util.Optional;
import org.huale.acquire.hua.Candidate;
import org.huale.acquire.hua.HuaMetric;
import org.huale.acquire.hua.HuaMetricProvider;
import org.huale.detect.Detections;

/** A metric for {@code hua}: the largest box's share of the image. Small shares are wanted. */
public record LargestBox(Options options) implements HuaMetric {

    /** @param confidence a detection counts from this confidence on */
    public record Options(double confidence) {}

    /** Makes the metric that a configuration calls {@code largest-box}. */
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
        return true;
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        Detections found = candidate.original();
        double largest = 0;
        for (int i : found.atLeast(options.confidence())) {
            largest = Math.max(largest, found.box(i).area());
        }
        double share = largest / candidate.image().size().pixels();
        return share == 0 ? Optional.empty() : Optional.of(new Measurement(share, "of the image"));
    }
}
