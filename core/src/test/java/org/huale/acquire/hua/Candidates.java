package org.huale.acquire.hua;

import org.huale.acquire.ClassRarity;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.SamplePool;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;

/** Candidates for tests of metrics. */
final class Candidates {
    static final FlipMatching MATCHING = new FlipMatching(0.5, 0.05);

    private Candidates() {}

    static Candidate of(Detections original, Detections flipped) {
        return new Candidate(
                new FakePredictions(SamplePool.CLASSES, true).record(new ImageId("a")),
                0.5,
                original,
                flipped,
                MATCHING.match(original, flipped),
                new Candidate.Labeled(SamplePool.CLASSES, ClassRarity.of(SamplePool.labeled(), SamplePool.CLASSES)));
    }

    static double value(HuaMetric metric, Detections original, Detections flipped) {
        return metric.of(of(original, flipped)).orElseThrow().value();
    }
}
