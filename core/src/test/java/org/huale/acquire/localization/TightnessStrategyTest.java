package org.huale.acquire.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TightnessStrategyTest {
    private static final TightnessStrategy FIXED = new TightnessStrategy(TightnessOptions.defaults());
    private static final TightnessStrategy FAITHFUL =
            new TightnessStrategy(new TightnessOptions(Mode.FAITHFUL, EmptyDetectionPolicy.ZERO));

    @Nested
    class Laws extends StrategyLaws {
        @Override
        protected AcquisitionStrategy strategy() {
            return FAITHFUL;
        }
    }

    @Test
    void oneForwardForEachImage() {
        FakePredictions predictions = SamplePool.predictions(1, 30);
        FIXED.select(SamplePool.query(SamplePool.ids(30), 5, predictions, ScoreListener.NONE));
        assertThat(predictions.askedViews()).containsExactly("original");
    }

    @Test
    void theBoxWhoseFitAndClassDisagreeMakesTheScore() {
        Detections found = detections(
                new Found(new Box(0, 0, 100, 100), new Box(0, 0, 100, 50), 0.9), // T .5, |.5 + .9 - 1| = .4
                new Found(new Box(0, 0, 100, 100), new Box(0, 0, 100, 80), 0.3)); // T .8, |.8 + .3 - 1| = .1
        ImageScore only = one(FIXED, found);
        assertThat(only.score()).isCloseTo(0.9, within(1e-6));
        assertThat(only.explanation().parts().get(0).reason())
                .isEqualTo("cat 0.30 at (0, 0, 100, 100), tightness 0.80");
    }

    @Test
    void theProgramsOverlapIsNotAnIou() {
        Box ten = new Box(0, 0, 10, 10);
        assertThat(PixelIou.of(ten, ten)).isCloseTo(121 / 99.0, within(1e-12)); // 11 x 11 over 2 x 10 x 11 - 121
        assertThat(PixelIou.of(ten, new Box(10, 0, 20, 10))).isPositive();
        assertThat(PixelIou.of(ten, new Box(12, 0, 20, 10))).isZero();
        assertThat(PixelIou.of(new Box(0, 0, 1, 1), new Box(0, 0, 1, 1))).isZero(); // 4 over 4 - 4
        Detections small = detections(new Found(ten, ten, 0.2));
        assertThat(one(FIXED, small).score()).isCloseTo(0.8, within(1e-6));
        assertThat(one(FAITHFUL, small).score()).isCloseTo(1 - (121 / 99.0 + 0.2 - 1), within(1e-6));
    }

    @Test
    void aValueAboveOneCountsAsOne() {
        Box ten = new Box(0, 0, 10, 10);
        assertThat(one(FAITHFUL, detections(new Found(ten, ten, 1))).score()).isZero();
    }

    @Test
    void imagesWithoutDetectionsComeLastUnlessAskedFor() {
        FakePredictions predictions = SamplePool.predictions(1, 3)
                .put(View.ORIGINAL, "image 0000", Detections.none())
                .put(View.ORIGINAL, "image 0001", detections(new Found(new Box(0, 0, 9, 9), new Box(0, 0, 9, 9), .5)))
                .put(View.ORIGINAL, "image 0002", detections(new Found(new Box(0, 0, 9, 9), new Box(0, 0, 9, 5), .5)));
        assertThat(order(FIXED, predictions)).containsExactly(2, 1, 0);
        assertThat(order(FAITHFUL, predictions)).containsExactly(2, 1, 0);
        assertThat(order(
                        new TightnessStrategy(new TightnessOptions(Mode.FIXED, EmptyDetectionPolicy.FIRST)),
                        predictions))
                .containsExactly(0, 2, 1);
        assertThat(order(
                        new TightnessStrategy(new TightnessOptions(Mode.FIXED, EmptyDetectionPolicy.NEUTRAL)),
                        predictions))
                .containsExactly(2, 0, 1);
    }

    @Test
    void aDetectorWithoutProposalsIsRefused() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false)
                .put(
                        View.ORIGINAL,
                        "image 0000",
                        new SampleDetections(3)
                                .add(new Box(0, 0, 9, 9), 0, 0.5)
                                .build()
                                .withoutEvidence());
        assertThatThrownBy(() -> FIXED.select(SamplePool.query(SamplePool.ids(1), 1, predictions, ScoreListener.NONE)))
                .isInstanceOf(HualeException.class)
                .hasMessage("image image 0000: its detections have no proposals, with which lt-c compares them;"
                        + " it needs a detector in two stages");
    }

    private record Found(Box box, Box proposal, double confidence) {}

    private static Detections detections(Found... all) {
        SampleDetections sample = new SampleDetections(3);
        float[] proposals = new float[4 * all.length];
        for (int i = 0; i < all.length; i++) {
            sample.add(all[i].box(), 0, all[i].confidence());
            proposals[4 * i] = (float) all[i].proposal().x1();
            proposals[4 * i + 1] = (float) all[i].proposal().y1();
            proposals[4 * i + 2] = (float) all[i].proposal().x2();
            proposals[4 * i + 3] = (float) all[i].proposal().y2();
        }
        Detections built = sample.build();
        Detections.Evidence evidence = SampleDetections.evidence(built);
        return new Detections(
                built.boxes(),
                built.classes(),
                built.confidences(),
                new Detections.Evidence(evidence.probabilities(), proposals, evidence.features(), null));
    }

    private static ImageScore one(TightnessStrategy strategy, Detections found) {
        FakePredictions predictions =
                new FakePredictions(SamplePool.CLASSES, false).put(View.ORIGINAL, "image 0000", found);
        return strategy.select(SamplePool.query(SamplePool.ids(1), 1, predictions, ScoreListener.NONE))
                .chosen()
                .get(0);
    }

    private static List<Integer> order(TightnessStrategy strategy, FakePredictions predictions) {
        return strategy
                .select(SamplePool.query(SamplePool.ids(3), 3, predictions, ScoreListener.NONE))
                .images()
                .stream()
                .map(ImageId::value)
                .map(name -> Integer.parseInt(name.substring(6)))
                .toList();
    }
}
