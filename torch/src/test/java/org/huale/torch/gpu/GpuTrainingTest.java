package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.huale.torch.DetectorModel;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training on the GPU follows the CPU's, and repeats itself bit for bit. */
@NeedsGpu
@ExtendWith(ExactProducts.class)
class GpuTrainingTest {
    private static final String TOTAL = "total";
    private static final double FIRST = 0.03; // other proposals of equal confidence may be drawn on
    private static final double LATER = 0.15; // which the weights then carry on

    @TempDir
    private Path folder;

    static Stream<Plan> plans() {
        return Stream.of(
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.optimizer=adamw"),
                Plan.of(DetectorModel.MOBILENET_V2_FPN, "training.optimizer=sgd"),
                Plan.of(DetectorModel.MOBILENET_V3_320_FPN, "training.optimizer=sgd", "training.sgd.nesterov=true"),
                Plan.of(DetectorModel.RESNET50_FPN, "training.optimizer=sgd"),
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.loss=emphasis"),
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.loss=paper"),
                Plan.of(
                        DetectorModel.SMALL_RESNET_FPN,
                        "training.loss=emphasis",
                        "training.loss.lambda.schedule=learned",
                        "detector.roi.localizationVariance=per-class"),
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.loss=scale-control"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theLossesAreNearTheCpus(Plan plan) throws IOException {
        GpuTraining trainings = new GpuTraining(folder);
        trainings.train("cpu", plan.on("cpu"), 4);
        trainings.train("gpu", plan, 4);
        double[] expected = trainings.column("cpu", TOTAL);
        double[] found = trainings.column("gpu", TOTAL);
        assertThat(found).hasSize(4);
        assertThat(found[0]).isCloseTo(expected[0], within(FIRST * Math.abs(expected[0])));
        for (int i = 1; i < 4; i++) {
            assertThat(found[i]).as("iteration " + (i + 1)).isCloseTo(expected[i], within(LATER * scale(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void againAndStoppedAndGoneOnWithItGivesTheSameBits(Plan plan) throws IOException {
        new GpuTraining(folder).assertRepeats(plan, 1, 4);
    }

    /** From weights, so that the first stages are frozen. */
    @ParameterizedTest
    @MethodSource("frozen")
    void whatIsFrozenIsRememberedOnTheGpu(DetectorModel model) throws IOException {
        GpuTraining trainings = new GpuTraining(folder);
        Path first = trainings.train("first", Plan.of(model), 1).lastWeights();
        Plan batches = Plan.of(model).from(first);
        Plan remembering = batches.with("training.loader.featureMegabytes=64");
        trainings.train("computed", batches, GpuTraining.ALL);
        trainings.train("cpu", remembering.on("cpu"), 4);
        trainings.assertRepeats(remembering, 1, 4);
        assertThat(trainings.column("whole", TOTAL)[0])
                .isCloseTo(
                        trainings.column("computed", TOTAL)[0],
                        within(FIRST * trainings.column("computed", TOTAL)[0]))
                .isCloseTo(
                        trainings.column("cpu", TOTAL)[0],
                        within(FIRST * trainings.column("cpu", TOTAL)[0]));
    }

    static Stream<DetectorModel> frozen() {
        return Stream.of(DetectorModel.RESNET18_FPN, DetectorModel.MOBILENET_V2_FPN);
    }

    private static double scale(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum / values.length;
    }
}
