package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.Mode;
import org.huale.detect.companion.LossPrediction;
import org.huale.geometry.ImageSize;
import org.huale.torch.loss.AnchorSample;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.rcnn.TrainingPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two images whose feature maps differ, each with one region and one anchor that show an object. */
class LossPredictionTrainingTest {
    private static final int STEPS = 200;
    private static final int LEVELS = 2;
    private static final int CHANNELS = 2;

    /** By how much an image's region is wrong in class and in one delta, and its anchor in one. */
    private record Errors(double classification, double region, double proposal) {

        static Errors ofClass(double loss) {
            return new Errors(loss, 0, 0);
        }

        /** Beside 0 for the true class this gives the cross entropy that is wanted. */
        float logitOfBackground() {
            return (float) Math.log(Math.expm1(classification));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theImageOfTheGreaterLossIsThoughtToHaveIt(Mode mode) {
        assertThat(lead(mode, Errors.ofClass(0.1), Errors.ofClass(5))).isGreaterThan(0.5);
        assertThat(lead(mode, Errors.ofClass(5), Errors.ofClass(0.1))).isLessThan(-0.5);
    }

    /** Smooth L1 of 1 is 1 less half of where it turns: 17/18 in the detector, 1/2 in CALD, whose proposals have L1. */
    @ParameterizedTest
    @CsvSource({"FIXED,0.7,1,0,1", "FAITHFUL,0.7,1,0,-1", "FIXED,0.97,0,1,-1", "FAITHFUL,0.97,0,1,1"})
    void boxLossesAreThoseOfTheMode(Mode mode, double first, double region, double proposal, int sign) {
        double lead = lead(mode, Errors.ofClass(first), new Errors(0.01, region, proposal));
        assertThat(sign * lead).isGreaterThan(0.5);
    }

    @Test
    void theMapsHaveAGradientUntilTheShareOfTheTrainingWhereItEnds() {
        assertThat(reachesMaps(0.5, 0)).isTrue();
        assertThat(reachesMaps(0.5, 0.499)).isTrue();
        assertThat(reachesMaps(0.5, 0.5)).isFalse();
        assertThat(reachesMaps(0.5, 0.75)).isFalse();
        assertThat(reachesMaps(1, 0.999)).as("it never ends").isTrue();
        assertThat(reachesMaps(0, 0)).as("there is never any").isFalse();
    }

    /** By how much more is predicted for the second image, once the order was learned with a margin of 1. */
    private static double lead(Mode mode, Errors first, Errors second) {
        LossPrediction options = options(mode, 0);
        try (LossPredictionTraining training = training(options)) {
            for (int i = 0; i < STEPS; i++) {
                long iteration = i;
                TensorScope.run(() -> {
                    TrainingPass pass = pass(pyramid(maps()), first, second);
                    training.follow(pass, Moment.start()).orElseThrow().backward();
                    assertThat(training.step(1, iteration)).isEmpty();
                });
            }
            return lead(options, training);
        }
    }

    private static double lead(LossPrediction options, LossPredictionTraining training) {
        CompanionTrainer.Source source = new CompanionTrainer.Source("a test", new Device("cpu"));
        try (TrainedCompanion opened = new LossPredictionTrainer().open(options, training.weights(), source)) {
            List<float[]> said =
                    TensorScope.withoutGradient(() -> opened.describe(LossPrediction.VECTOR, pyramid(maps())));
            assertThat(said).hasSize(2);
            return said.get(1)[0] - said.get(0)[0];
        }
    }

    private static boolean reachesMaps(double detachAt, double progress) {
        try (LossPredictionTraining training = training(options(Mode.FIXED, detachAt))) {
            return TensorScope.get(() -> {
                Tensor maps = maps().set_requires_grad(true);
                TrainingPass pass = pass(pyramid(maps), Errors.ofClass(0.1), Errors.ofClass(5));
                training.follow(pass, new Moment(0, progress)).orElseThrow().backward();
                return maps.grad().defined();
            });
        }
    }

    private static LossPrediction options(Mode mode, double detachAt) {
        return new LossPrediction(mode, 1, 1, detachAt, 8, 0.01);
    }

    private static LossPredictionTraining training(LossPrediction options) {
        LossModule.Sizes sizes = LossModule.Sizes.of(options.mode(), LEVELS, CHANNELS, options.hidden());
        return new LossPredictionTraining(options, new LossModule(options.mode(), sizes, new Device("cpu"), 1));
    }

    /** [2, C, 1, 1], each image with a channel of its own. */
    private static Tensor maps() {
        return Tensors.of(new float[] {1, 0, 0, 1}, 2, CHANNELS, 1, 1);
    }

    private static Pyramid pyramid(Tensor maps) {
        ImageSize size = new ImageSize(32, 32);
        return new Pyramid(List.of(maps, maps), size, List.of(size, size));
    }

    private static TrainingPass pass(Pyramid pyramid, Errors first, Errors second) {
        Tensor zero = Tensors.zeros();
        LossInputs.Anchors none = new LossInputs.Anchors(zero, zero);
        Tensor sure = Tensors.of(new float[] {30, 30}, 2);
        AnchorSample anchors = new AnchorSample(
                none,
                sure,
                Tensors.of(new float[] {1, 1}, 2),
                deltas(first.proposal(), second.proposal()),
                Tensors.zeros(2, 4),
                new AnchorSample.Counts(new int[] {1, 1}, new int[] {1, 1}));
        return new TrainingPass(
                LossInputs.ofStages(List.of(regions(first, second)), none, BatchPart.whole(2)),
                anchors,
                new int[] {1, 1},
                pyramid);
    }

    private static LossInputs.Regions regions(Errors first, Errors second) {
        LossInputs.Positives positives = new LossInputs.Positives(
                Tensors.of(new long[] {0, 1}, 2),
                deltas(first.region(), second.region()),
                Tensors.zeros(2, 4),
                null,
                it -> it);
        return new LossInputs.Regions(
                Tensors.of(new float[] {first.logitOfBackground(), 0, second.logitOfBackground(), 0}, 2, 2),
                Tensors.of(new long[] {1, 1}, 2),
                positives);
    }

    private static Tensor deltas(double first, double second) {
        return Tensors.of(new float[] {(float) first, 0, 0, 0, (float) second, 0, 0, 0}, 2, 4);
    }
}
