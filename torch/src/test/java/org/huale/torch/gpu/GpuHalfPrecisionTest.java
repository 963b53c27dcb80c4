package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.huale.config.Mode;
import org.huale.detect.companion.LossPrediction;
import org.huale.torch.DetectorModel;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training in bfloat16 stays finite and near training in float32, and repeats itself bit for bit. */
@NeedsGpu
class GpuHalfPrecisionTest {
    private static final String TOTAL = "total";
    private static final String HALF = "training.precision=bf16";
    private static final double NEAR = 0.15;

    @TempDir
    private Path folder;

    static Stream<Plan> plans() {
        return Stream.of(
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.optimizer=adamw"),
                Plan.of(DetectorModel.MOBILENET_V2_FPN, "training.optimizer=sgd"),
                Plan.of(DetectorModel.MOBILENET_V3_320_FPN, "training.optimizer=sgd"),
                Plan.of(DetectorModel.RESNET50_FPN, "training.optimizer=sgd"),
                Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.loss=emphasis"),
                Plan.of(DetectorModel.SMALL_RESNET_FPN).beside(new LossPrediction(Mode.FIXED, 1, 1, 0.6, 8, 0.001)));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theFirstLossIsNearAndAllAreFinite(Plan plan) throws IOException {
        GpuTraining trainings = new GpuTraining(folder);
        trainings.train("single", plan, GpuTraining.ALL);
        trainings.train("half", plan.with(HALF), GpuTraining.ALL);
        double[] single = trainings.column("single", TOTAL);
        double[] half = trainings.column("half", TOTAL);
        assertThat(half).hasSameSizeAs(single).doesNotContain(Double.NaN);
        assertThat(half[0]).isNotEqualTo(single[0]).isCloseTo(single[0], within(NEAR * Math.abs(single[0])));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void stoppedAndGoneOnWithItGivesTheSameBits(Plan plan) throws IOException {
        new GpuTraining(folder).assertGoesOn(plan.with(HALF), 2);
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void whatIsFrozenIsRemembered(DetectorModel model) throws IOException {
        GpuTraining trainings = new GpuTraining(folder);
        Path first = trainings.train("first", Plan.of(model), 1).lastWeights();
        Plan half = Plan.of(model, HALF, "training.loader.featureMegabytes=64").from(first);
        trainings.assertGoesOn(half, 3);
    }

    static Stream<DetectorModel> frozen() {
        return Stream.of(DetectorModel.RESNET18_FPN, DetectorModel.MOBILENET_V2_FPN);
    }
}
