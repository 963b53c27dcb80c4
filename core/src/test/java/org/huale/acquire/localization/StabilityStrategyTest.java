package org.huale.acquire.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Mode;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.detect.view.GaussianNoiseView;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StabilityStrategyTest {
    private static final Box BOX = new Box(0, 0, 100, 100);
    private static final StabilityStrategy FIXED = new StabilityStrategy(StabilityOptions.defaults());
    private static final StabilityStrategy FAITHFUL = new StabilityStrategy(
            new StabilityOptions(Mode.FAITHFUL, EmptyDetectionPolicy.NEUTRAL, new StabilityOptions.Noise(8, 6), 30));

    @Nested
    class Laws extends StrategyLaws {
        @Override
        protected AcquisitionStrategy strategy() {
            return FAITHFUL;
        }
    }

    @Test
    void sevenForwardsForEachImageInWhichSomethingIsFound() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        SamplePool.ids(10).forEach(image -> predictions.put(View.ORIGINAL, image.value(), sure()));
        FIXED.select(SamplePool.query(SamplePool.ids(10), 3, predictions, ScoreListener.NONE));
        assertThat(predictions.askedViews()).hasSize(7).contains("original");
        assertThat(predictions.askedViews().stream().filter(name -> name.startsWith("gaussian-noise-")))
                .hasSize(6)
                .anyMatch(name -> name.startsWith("gaussian-noise-8@"))
                .anyMatch(name -> name.startsWith("gaussian-noise-48@"));
        assertThat(predictions.forwards()).isEqualTo(70);
    }

    /** One pattern that is scaled would be six times the same look. */
    @Test
    void noiseIsDrawnAnewForEachStrength() {
        FakePredictions predictions =
                new FakePredictions(SamplePool.CLASSES, true).put(View.ORIGINAL, "image 0000", sure());
        FIXED.select(SamplePool.query(SamplePool.ids(1), 1, predictions, ScoreListener.NONE));
        int[] weak = noise(predictions, 8);
        int[] strong = noise(predictions, 16);
        long scaled = IntStream.range(0, weak.length)
                .filter(i -> Math.abs(strong[i] - 2 * weak[i]) <= 2)
                .count();
        assertThat(scaled).isLessThan(weak.length / 4);
        assertThat(predictions.askedViews().stream()
                        .filter(name -> name.indexOf(View.SEED) >= 0)
                        .map(name -> name.substring(name.indexOf(View.SEED))))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    /** What the view of a strength that was asked for adds to a gray image. */
    private static int[] noise(FakePredictions predictions, int sigma) {
        String begin = "gaussian-noise-" + sigma + View.SEED;
        String name = predictions.askedViews().stream()
                .filter(it -> it.startsWith(begin))
                .findFirst()
                .orElseThrow();
        long seed = Long.parseUnsignedLong(name.substring(begin.length()), 16);
        byte[] gray = new byte[3 * 20 * 20];
        Arrays.fill(gray, (byte) 127);
        byte[] noisy = new GaussianNoiseView(sigma, seed)
                .of(predictions.record(SamplePool.ids(1).get(0)), record -> new Image(new ImageSize(20, 20), gray))
                .rgb();
        return IntStream.range(0, noisy.length)
                .map(i -> (noisy[i] & 0xFF) - 127)
                .toArray();
    }

    @Test
    void anImageWithoutDetectionsIsLookedAtOnce() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        FIXED.select(SamplePool.query(SamplePool.ids(10), 3, predictions, ScoreListener.NONE));
        assertThat(predictions.forwards()).isEqualTo(10);
    }

    @Test
    void valueIsWeightedStabilityLessTheGreatestDoubt() {
        Detections original = new SampleDetections(3)
                .add(BOX, 0, 0.8)
                .add(new Box(200, 200, 300, 300), 1, 0.4)
                .build();
        Detections half = new SampleDetections(3)
                .add(new Box(0, 0, 100, 50), 2, 0.3) // overlaps the first by one half, the second not at all
                .build();
        BoxStability.Value value = new BoxStability(SamplePool.CLASSES, 30)
                .of(original, List.of(half, original, Detections.none(), original));
        double first = (0.5 + 1 + 0 + 1) / 4;
        double second = (0 + 1 + 0 + 1) / 4.0;
        assertThat(value.stability()).isCloseTo((0.8 * first + 0.4 * second) / 1.2, within(1e-6));
        assertThat(value.doubt()).isCloseTo(0.6, within(1e-6));
        assertThat(value.value()).isCloseTo(value.stability() - 0.6, within(1e-6));
        assertThat(value.leastStable()).isEqualTo("dog 0.40 at (200, 200, 300, 300): overlap 0.50");
    }

    @Test
    void onlyTheBoxesOfHighestProbabilityAreFollowed() {
        Detections original = new SampleDetections(3)
                .add(BOX, 0, 0.8)
                .add(new Box(200, 200, 300, 300), 1, 0.4)
                .build();
        assertThat(new BoxStability(SamplePool.CLASSES, 1)
                        .of(original, List.of(sure()))
                        .value())
                .isCloseTo(1 - 0.2, within(1e-6));
    }

    @Test
    void withoutDetectionsThePublishedValueIsTheMiddleOfItsRange() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "image 0001", sure()); // in no view again: S 0, U .1, score 1.1
        assertThat(select(FAITHFUL, predictions).chosen().get(1).score()).isEqualTo(1);
        assertThat(select(FIXED, predictions).chosen().get(1).score()).isCloseTo(1.1, within(1e-6)); // the median
    }

    @Test
    void noiseOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new StabilityOptions.Noise(50, 6))
                .hasMessage("step must be above 0, levels at least 1, and their product at most 255, got 50.0 and 6");
    }

    private static Detections sure() {
        return new SampleDetections(3).add(BOX, 0, 0.9).build();
    }

    private static Selection select(StabilityStrategy strategy, FakePredictions predictions) {
        return strategy.select(SamplePool.query(SamplePool.ids(2), 2, predictions, ScoreListener.NONE));
    }
}
