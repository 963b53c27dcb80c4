package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.api.Stable;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

/**
 * What holds of every metric: it has a name, equal candidates have equal values, and it copes with images in which one view or
 * both show nothing. A metric's test extends this class.
 */
@Stable
public abstract class HuaMetricLaws {
    private static final FlipMatching MATCHING = new FlipMatching(0.5, 0.05);

    protected abstract HuaMetric metric();

    @Test
    void itHasAName() {
        assertThat(metric().name()).isNotBlank();
    }

    @SeededLaw
    void equalCandidatesHaveEqualValues(long seed) {
        HuaMetric metric = metric();
        List<Candidate> candidates = candidates(seed);
        List<Candidate> again = candidates(seed);
        for (int i = candidates.size() - 1; i >= 0; i--) {
            assertThat(metric().of(again.get(i))).isEqualTo(metric.of(candidates.get(i)));
        }
    }

    /** Empty is a value too; a {@link HuaMetric.Measurement} is finite by itself. */
    @Test
    void viewsThatShowNothingAreMeasured() {
        Detections some = SampleDetections.random(new SplittableRandom(1), SamplePool.CLASSES.count(), 3);
        assertThat(metric().of(candidate(Detections.none(), Detections.none()))).isNotNull();
        assertThat(metric().of(candidate(some, Detections.none()))).isNotNull();
        assertThat(metric().of(candidate(Detections.none(), some))).isNotNull();
    }

    private static List<Candidate> candidates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Candidate> candidates = new ArrayList<>();
        for (int count = 0; count < 12; count++) {
            Detections original = SampleDetections.random(random, SamplePool.CLASSES.count(), count);
            candidates.add(
                    candidate(original, SampleDetections.disturbed(random, SamplePool.CLASSES.count(), original)));
        }
        return candidates;
    }

    /** An image of three classes, of which the second is rarer than the first and the third has never been seen. */
    protected static Candidate candidate(Detections original, Detections flipped) {
        return new Candidate(
                new FakePredictions(SamplePool.CLASSES, true).record(new ImageId("image")),
                0.5,
                original,
                flipped,
                MATCHING.match(original, flipped),
                new Candidate.Labeled(SamplePool.CLASSES, ClassRarity.of(SamplePool.labeled(), SamplePool.CLASSES)));
    }
}
