package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.huale.config.Mode;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.companion.ClassQuality;
import org.huale.detect.companion.LossPrediction;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchDetector;
import org.huale.torch.TorchPoolDetector;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is trained beside a detector on the GPU repeats itself bit for bit, and says the same on both devices. */
@NeedsGpu
@ExtendWith(ExactProducts.class)
class GpuCompanionTest {
    @TempDir
    private Path folder;

    static Stream<Companion> companions() {
        return Stream.of(
                new LossPrediction(Mode.FIXED, 1, 1, 0.6, 8, 0.001),
                new LossPrediction(Mode.FAITHFUL, 1, 1, 0, 8, 0.001),
                adversaries(Mode.FIXED),
                adversaries(Mode.FAITHFUL),
                new ClassQuality(0.6, 0.9, true, true),
                new ClassQuality(0.6, 0.9, false, true));
    }

    private static AdversarialAutoencoder adversaries(Mode mode) {
        return new AdversarialAutoencoder(
                mode,
                new AdversarialAutoencoder.Network(64, 2, 4, 8),
                new AdversarialAutoencoder.Learning(0.0005, 0.0005, 2, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("companions")
    void againAndStoppedAndGoneOnWithItGivesTheSameBits(Companion companion) throws IOException {
        new GpuTraining(folder).assertRepeats(plan(companion), 3);
    }

    @ParameterizedTest
    @MethodSource("companions")
    void whatWasTrainedSaysTheSameOnTheCpu(Companion companion) {
        Path weights = new GpuTraining(folder)
                .train("a", plan(companion), GpuTraining.ALL)
                .lastWeights();
        List<float[]> found = said(weights, GpuTraining.DEVICE);
        List<float[]> expected = said(weights, "cpu");
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertNear(found.get(i), expected.get(i));
        }
    }

    private static void assertNear(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-3f * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** Every vector of every image, and what is noted of classes. */
    private static List<float[]> said(Path weights, String device) {
        List<float[]> said = new ArrayList<>();
        TorchDetector.Source source = new TorchDetector.Source(weights, null, device, 1);
        try (PoolDetector detector = TorchPoolDetector.open(source, GpuTraining::noise, 2, EvidencePart.all())) {
            for (String vector : detector.vectors()) {
                detector.describe(GpuTraining.images(0, 9).images(), vector, (image, numbers) -> said.add(numbers));
            }
            said.addAll(detector.classStatistics().values());
        }
        return said;
    }

    private static Plan plan(Companion companion) {
        return Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.optimizer=adamw")
                .beside(companion);
    }
}
