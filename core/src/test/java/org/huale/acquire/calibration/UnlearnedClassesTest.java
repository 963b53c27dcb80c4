package org.huale.acquire.calibration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

/** Of cat, dog and bird the sample's labeled images show the first two. */
class UnlearnedClassesTest {
    private static final int BIRD = 2;

    @Test
    void aClassWithoutAnnotationThatIsNowhereSureIsUnlearned() {
        UnlearnedClasses unlearned = in(pool(0.49), SamplePool.labeled(), 0.5);
        assertThat(IntStream.range(0, 3).filter(unlearned::contains)).containsExactly(BIRD);
    }

    @Test
    void oneSureDetectionIsEnough() {
        assertThat(in(pool(0.5), SamplePool.labeled(), 0.5).contains(BIRD)).isFalse();
    }

    @Test
    void withoutConfidenceAndWhereNothingIsAnnotatedEveryClassCounts() {
        Dataset nothing = new Dataset("nothing", SamplePool.CLASSES, List.of());
        assertThat(in(pool(0.1), SamplePool.labeled(), 0).contains(BIRD)).isFalse();
        assertThat(in(pool(0.1), nothing, 0.5).contains(BIRD)).isFalse();
    }

    @Test
    void imagesAreLookedAtOnlyWhereAClassIsWithoutAnnotation() {
        FakePredictions predictions = pool(0.1);
        in(predictions, new Dataset("nothing", SamplePool.CLASSES, List.of()), 0.5);
        assertThat(predictions.asked(View.ORIGINAL)).isEmpty();
        in(predictions, SamplePool.labeled(), 0.5);
        assertThat(predictions.asked(View.ORIGINAL)).hasSize(1);
    }

    @SeededLaw
    void whatIsFoundOfOtherClassesKeepsItsOrderAndItsEvidence(long seed) {
        UnlearnedClasses unlearned = in(pool(0.1), SamplePool.labeled(), 0.5);
        Detections all = SampleDetections.suppressing(
                SampleDetections.random(new SplittableRandom(seed), 3, 6), 0, 1, 2, 3, 4, 5);
        Detections left = unlearned.leftOutOf(all);
        int[] others =
                IntStream.range(0, 6).filter(i -> all.classes()[i] != BIRD).toArray();
        assertThat(left.count()).isEqualTo(others.length);
        for (int i = 0; i < others.length; i++) {
            assertThat(left.get(i)).isEqualTo(all.get(others[i]));
            assertThat(row(left, i)).containsExactly(row(all, others[i]));
        }
    }

    @Test
    void whereNothingIsFoundNothingIsLeftOut() {
        assertThat(in(pool(0.1), SamplePool.labeled(), 0.5)
                        .leftOutOf(Detections.none())
                        .count())
                .isZero();
        assertThat(Detections.none().only().count()).isZero();
    }

    private static double[] row(Detections found, int i) {
        Detections.Evidence evidence = SampleDetections.evidence(found);
        return new double[] {
            new ClassDistributions(found, 3).of(i)[1],
            evidence.proposals()[4 * i + 3],
            evidence.features()[SampleDetections.FEATURES * i + 5],
            requireNonNull(evidence.localizationVariances())[4 * i + 2],
            requireNonNull(evidence.suppressed())[i]
        };
    }

    private static FakePredictions pool(double confidence) {
        return new FakePredictions(SamplePool.CLASSES, true)
                .put(
                        View.ORIGINAL,
                        "a",
                        new SampleDetections(3)
                                .add(new Box(0, 0, 9, 9), BIRD, confidence)
                                .build());
    }

    private static UnlearnedClasses in(FakePredictions predictions, Dataset labeled, double confidence) {
        List<ImageId> images = List.of(new ImageId("a"));
        Query query = new Query(labeled, images, 1, predictions, new SplittableRandom(1), ScoreListener.NONE);
        return UnlearnedClasses.in(images, query, confidence);
    }
}
