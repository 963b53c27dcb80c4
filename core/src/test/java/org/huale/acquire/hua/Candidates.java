package org.huale.acquire.hua;

import org.huale.acquire.FlipMatching;
import org.huale.detect.Detections;

/** Candidates for tests of metrics. */
final class Candidates {
    static final FlipMatching MATCHING = new FlipMatching(0.5, 0.05);

    private Candidates() {}

    static Candidate of(Detections original, Detections flipped) {
        return HuaMetricLaws.candidate(original, flipped);
    }

    static double value(HuaMetric metric, Detections original, Detections flipped) {
        return metric.of(of(original, flipped)).orElseThrow().value();
    }
}
