package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.detect.training.TrainingOutcome;
import org.huale.image.Image;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchDetector;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a detector finds on the GPU is what it finds on the CPU. */
@NeedsGpu
@ExtendWith(ExactProducts.class)
class GpuDetectionTest {
    private static final double SHARE = 0.95; // proposals of nearly equal confidence may take each other's place

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "SMALL_RESNET_FPN, none",
        "RESNET18_FPN, per-class",
        "RESNET50_FPN, none",
        "MOBILENET_V2_FPN, class-agnostic",
        "MOBILENET_V3_320_FPN, none"
    })
    void aDetectorFindsTheSame(DetectorModel model, String variances) {
        Plan plan = Plan.of(model, "detector.roi.localizationVariance=" + variances);
        TrainingOutcome trained = new GpuTraining(folder).train("weights", plan.on("cpu"), 2);
        List<Image> images = IntStream.range(0, 3)
                .mapToObj(i -> GpuTraining.noise(Path.of("noise-" + i)))
                .toList();
        List<Detections> expected = detect(trained.lastWeights(), "cpu", images);
        List<Detections> found = detect(trained.lastWeights(), GpuTraining.DEVICE, images);
        for (int image = 0; image < images.size(); image++) {
            assertThat(expected.get(image).count()).isPositive();
            assertNear(expected.get(image), found.get(image));
            assertNear(found.get(image), expected.get(image));
        }
    }

    private static List<Detections> detect(Path weights, String device, List<Image> images) {
        try (TorchDetector detector = TorchDetector.open(new TorchDetector.Source(weights, null, device, 1))) {
            return detector.detect(images);
        }
    }

    private static void assertNear(Detections some, Detections others) {
        long same = IntStream.range(0, some.count())
                .filter(i -> IntStream.range(0, others.count()).anyMatch(j -> near(some, i, others, j)))
                .count();
        assertThat((double) same / some.count()).isGreaterThanOrEqualTo(SHARE);
    }

    private static boolean near(Detections some, int i, Detections others, int j) {
        return some.classes()[i] == others.classes()[j]
                && Math.abs(some.confidences()[i] - others.confidences()[j]) < 1e-3
                && some.box(i).iou(others.box(j)) > 0.98;
    }
}
