package org.huale.acquire.alssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.huale.statistics.Divergence;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlSslStrategyTest {
    private static final Box BOX = new Box(0, 0, 100, 100);
    private static final double[] P = {0.1, 0.8, 0.05, 0.05};
    private static final double[] Q = {0.2, 0.6, 0.1, 0.1};
    private static final AlSslStrategy FIXED = new AlSslStrategy(AlSslOptions.defaults());
    private static final AlSslStrategy FAITHFUL =
            new AlSslStrategy(new AlSslOptions(Mode.FAITHFUL, EmptyDetectionPolicy.TOP1, 3, 0.5, 0.5));

    @Nested
    class Laws extends StrategyLaws {
        @Override
        protected AcquisitionStrategy strategy() {
            return FAITHFUL;
        }
    }

    @Test
    void twoForwardsForEachImageAsPublishedAndMendedOnlyForCandidates() {
        FakePredictions predictions = SamplePool.predictions(1, 40);
        Selection faithful = select(FAITHFUL, predictions, 40, 5);
        assertThat(predictions.forwards()).isEqualTo(80);
        assertThat(faithful.passedOver()).hasSize(10);
        FakePredictions fewer = SamplePool.predictions(1, 40);
        select(FIXED, fewer, 40, 5);
        assertThat(fewer.forwards()).isEqualTo(40 + 15);
    }

    @Test
    void thePairThatDivergesMostMakesTheScore() {
        Detections original = new SampleDetections(3).add(BOX, 0, 0.8, P).build();
        Detections flipped = new SampleDetections(3).add(BOX, 0, 0.6, Q).build();
        FlipRobustness.Value value = robustness().of(original, flipped);
        double byHand =
                (0.1 * Math.log(2) + 0.2 * Math.log(0.8 / 0.6) + 2 * 0.05 * Math.log(2)) / 2; // sum of (p - q) ln(p/q)
        assertThat(value.divergence()).isCloseTo(byHand, within(1e-6));
        assertThat(value.reason()).isEqualTo("cat 0.80 at (0, 0, 100, 100), mirrored cat 0.60");
    }

    @Test
    void aDetectionInOneViewOnlyDivergesMoreThanAnyPairOfItsLike() {
        Detections original = new SampleDetections(3).add(BOX, 0, 0.8, P).build();
        double untold = Divergence.symmetricKullbackLeibler(P, new double[] {0.95, 0.05 / 3, 0.05 / 3, 0.05 / 3});
        assertThat(robustness().of(original, Detections.none()).divergence()).isCloseTo(untold, within(1e-6));
        assertThat(robustness().of(Detections.none(), original).divergence()).isCloseTo(untold, within(1e-6));
        assertThat(untold).isGreaterThan(1);
    }

    @Test
    void aDetectionWhosePartnerIsTakenIsComparedWithItAllTheSame() {
        Detections twice = new SampleDetections(3)
                .add(BOX, 0, 0.8, P)
                .add(new Box(0, 0, 100, 90), 0, 0.8, P)
                .build();
        Detections once = new SampleDetections(3).add(BOX, 0, 0.8, P).build();
        assertThat(robustness().of(twice, once).divergence()).isZero();
    }

    @Test
    void whatIsWeakInBothViewsDoesNotCount() {
        Detections weak = new SampleDetections(3).add(BOX, 0, 0.4).build();
        Detections weaker = new SampleDetections(3).add(BOX, 0, 0.1).build();
        assertThat(robustness().of(weak, weaker).divergence()).isZero();
        assertThat(robustness().of(weak, Detections.none()).divergence()).isZero();
    }

    @Test
    void ofTheUncertainOnesTheInconsistentAreTakenAndNoOthers() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 6; i++) {
            double doubt = i < 3 ? 0.3 : 0.01; // the first three are the candidates for one image
            put(predictions, i, new double[] {doubt, 1 - doubt, 0, 0}, i == 2 || i == 5 ? Q : P);
        }
        for (AlSslStrategy strategy : List.of(FIXED, FAITHFUL)) {
            Selection selection = select(strategy, predictions, 6, 1);
            assertThat(selection.passedOver()).hasSize(2);
            assertThat(selection.images().get(0).value()).isIn("image 0000", "image 0001", "image 0002");
            assertThat(selection.chosen().get(0).score())
                    .isEqualTo(selection.passedOver().stream()
                            .mapToDouble(it -> it.score())
                            .reduce(selection.chosen().get(0).score(), Math::max));
        }
    }

    @Test
    void equallyConsistentImagesGoByEntropy() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 4; i++) {
            double[] p = {0.1 * i, 1 - 0.1 * i, 0, 0};
            put(predictions, i, p, p);
        }
        assertThat(select(FIXED, predictions, 4, 2).images())
                .containsExactly(new ImageId("image 0003"), new ImageId("image 0002"));
    }

    @Test
    void asPublishedAnImageWithoutSureDetectionIsNoCandidate() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        put(predictions, 0, new double[] {0.6, 0.4, 0, 0}, P); // below the threshold, yet very different mirrored
        put(predictions, 1, new double[] {0.2, 0.8, 0, 0}, new double[] {0.2, 0.8, 0, 0});
        AlSslStrategy faithful =
                new AlSslStrategy(new AlSslOptions(Mode.FAITHFUL, EmptyDetectionPolicy.TOP1, 1, 0.5, 0.5));
        AlSslStrategy mended = new AlSslStrategy(new AlSslOptions(Mode.FIXED, EmptyDetectionPolicy.TOP1, 2, 0.5, 0.5));
        assertThat(select(faithful, predictions, 2, 1).images()).containsExactly(new ImageId("image 0001"));
        assertThat(select(mended, predictions, 2, 1).images()).containsExactly(new ImageId("image 0000"));
    }

    @Test
    void predictionsWithoutMirroredImagesAreRefused() {
        assertThatThrownBy(() -> select(FIXED, SamplePool.predictions(1, 6).without(View.FLIPPED), 6, 1))
                .isInstanceOf(HualeException.class)
                .hasMessage("the strategy looks at images in the view flipped, of which there are no predictions;"
                        + " a detector is needed");
    }

    private static FlipRobustness robustness() {
        return new FlipRobustness(SamplePool.CLASSES, new FlipMatching(0.5, 0.05), 0.5);
    }

    private static void put(FakePredictions predictions, int image, double[] p, double[] q) {
        String name = SamplePool.ids(image + 1).get(image).value();
        predictions.put(
                View.ORIGINAL,
                name,
                new SampleDetections(3).add(BOX, 0, p[1], p).build());
        predictions.put(
                View.FLIPPED, name, new SampleDetections(3).add(BOX, 0, q[1], q).build());
    }

    private static Selection select(AlSslStrategy strategy, FakePredictions predictions, int pool, int budget) {
        return strategy.select(SamplePool.query(SamplePool.ids(pool), budget, predictions, ScoreListener.NONE));
    }
}
