package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.companion.ClassQuality;
import org.huale.geometry.ImageSize;
import org.huale.torch.loss.AnchorSample;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.rcnn.TrainingPass;
import org.junit.jupiter.api.Test;

/** Regions whose class has the probability 1/2 and whose box covers half of the true one. */
class ClassQualityTrainingTest {
    private static final double QUALITY = 0.5; // 0.5^xi 0.5^(1 - xi)

    @Test
    void theQualityOfAClassMovesTowardsTheMeanOfItsRegions() {
        float[] after = after(new ClassQuality(0.6, 0.9, false, false), List.of(new long[] {0, 1, 1}, new long[] {1}));
        assertThat(after[0]).isCloseTo((float) (QUALITY * (1 - 0.9 * 0.9)), within(1e-5f));
    }

    @Test
    void aClassThatIsAbsentStaysAsItIs() {
        float[] after = after(
                new ClassQuality(0.6, 0.9, false, false), List.of(new long[] {1, 2}, new long[] {1}, new long[0]));
        assertThat(after[1]).isCloseTo((float) (QUALITY * 0.1), within(1e-5f));
    }

    @Test
    void correctedItIsTheMeanOfWhatWasSeen() {
        ClassQuality options = new ClassQuality(0.6, 0.9, false, true);
        for (int steps : new int[] {1, 2, 50}) {
            float[] after = noted(options, Collections.nCopies(steps, new long[] {1}));
            assertThat(after[0]).as("after %d steps", steps).isCloseTo((float) QUALITY, within(1e-5f));
            assertThat(after[1]).as("never seen").isZero();
        }
    }

    @Test
    void orFadesEverFaster() {
        float[] after =
                after(new ClassQuality(0.6, 0.9, true, false), List.of(new long[] {2}, new long[] {1}, new long[] {1}));
        assertThat(after[1]).isCloseTo((float) (QUALITY * 0.1 * 0.9 * 0.81), within(1e-5f));
    }

    @Test
    void theShareOfTheProbabilityIsXi() {
        float[] after = after(new ClassQuality(1, 0, false, false), List.of(new long[] {1}));
        assertThat(after[0]).isCloseTo(0.5f, within(1e-5f));
        assertThat(after[1]).isZero();
    }

    @Test
    void whatWasNotedIsFoundAgain() {
        try (ClassQualityTraining training = training(new ClassQuality(0.6, 0.9, false, false))) {
            follow(training, new long[] {2});
            try (TrainedCompanion opened = new ClassQualityTrainer()
                    .open(
                            new ClassQuality(0.6, 0.9, false, false),
                            training.weights(),
                            new CompanionTrainer.Source("a test", new Device("cpu")))) {
                float[] quality = opened.classStatistics().get(ClassQuality.NAME);
                assertThat(quality).containsExactly(new float[] {0, 0.05f}, within(1e-6f));
            }
            Map<String, Double> figures = training.figures();
            assertThat(figures).hasSize(1);
            assertThat(Objects.requireNonNull(figures.get("mean"))).isCloseTo(0.025, within(1e-6));
        }
    }

    /** @param steps the labels of each step's regions, 0 for background */
    private static float[] after(ClassQuality options, List<long[]> steps) {
        try (ClassQualityTraining training = training(options)) {
            steps.forEach(labels -> follow(training, labels));
            return training.weights().get(ClassQualityTraining.QUALITY).toFloats();
        }
    }

    private static float[] noted(ClassQuality options, List<long[]> steps) {
        try (ClassQualityTraining training = training(options)) {
            steps.forEach(labels -> follow(training, labels));
            return ClassQualityTraining.noted(options, training.weights());
        }
    }

    private static ClassQualityTraining training(ClassQuality options) {
        return new ClassQualityTraining(options, new ParameterStore(new Device("cpu"), 0), 2);
    }

    @Test
    void nothingIsNotedBeforeItsStep() {
        try (ClassQualityTraining training = training(new ClassQuality(0.6, 0.9, false, false))) {
            TensorScope.run(() -> training.follow(pass(new long[] {1}), Moment.start()));
            assertThat(figure(training)).isCloseTo(QUALITY * 0.1 / 2, within(1e-6));
            assertThat(training.weights().get(ClassQualityTraining.QUALITY).toFloats())
                    .containsOnly(0);
        }
    }

    /** The training ends by it, and says where. */
    @Test
    void boxesThatAreNotFiniteMakeTheFigureNaN() {
        try (ClassQualityTraining training = training(new ClassQuality(0.6, 0.9, false, true))) {
            TensorScope.run(() -> training.follow(pass(new long[] {1, 2}, Float.NaN), Moment.start()));
            assertThat(figure(training)).isNaN();
        }
    }

    private static double figure(ClassQualityTraining training) {
        return Objects.requireNonNull(training.figures().get("mean"));
    }

    private static void follow(ClassQualityTraining training, long[] labels) {
        TensorScope.run(() -> {
            assertThat(training.follow(pass(labels), Moment.start()))
                    .as("no gradient")
                    .isEmpty();
            assertThat(training.step(1, 0)).isEmpty();
        });
    }

    private static TrainingPass pass(long[] labels) {
        return pass(labels, 10);
    }

    private static TrainingPass pass(long[] labels, float width) {
        long[] rows = IntStream.range(0, labels.length)
                .filter(i -> labels[i] > 0)
                .mapToLong(i -> i)
                .toArray();
        float[] logits = new float[3 * labels.length];
        float[] boxes = new float[4 * rows.length];
        float[] truth = new float[4 * rows.length];
        for (int i = 0; i < labels.length; i++) {
            logits[3 * i + (int) labels[i]] = (float) Math.log(2); // beside two zeros: 1/2
        }
        for (int i = 0; i < rows.length; i++) {
            boxes[4 * i + 2] = width;
            boxes[4 * i + 3] = 5;
            truth[4 * i + 2] = 10;
            truth[4 * i + 3] = 10;
        }
        LossInputs.Positives positives = new LossInputs.Positives(
                Tensors.of(rows, rows.length), Tensors.boxes(boxes), Tensors.boxes(truth), null, deltas -> deltas);
        LossInputs.Regions regions = new LossInputs.Regions(
                Tensors.of(logits, labels.length, 3), Tensors.of(labels, labels.length), positives);
        Tensor zero = Tensors.zeros(1);
        LossInputs.Anchors anchors = new LossInputs.Anchors(zero, zero);
        return new TrainingPass(
                new LossInputs(regions, anchors),
                new AnchorSample(anchors, zero, zero, zero, zero, new AnchorSample.Counts(new int[1], new int[1])),
                new int[] {labels.length},
                new Pyramid(List.of(), new ImageSize(32, 32), List.of(new ImageSize(32, 32))));
    }
}
