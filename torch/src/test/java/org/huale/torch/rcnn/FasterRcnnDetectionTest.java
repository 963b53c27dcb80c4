package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.huale.detect.Detections;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FasterRcnnDetectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"resnet50-fpn", "mobilenet-v3-large-fpn", "mobilenet-v3-large-320-fpn"})
    void detectionsAreTorchvisionsBatchedAndSingly(String name) {
        Golden golden = Golden.of("detections-" + name);
        try (FasterRcnn detector = GoldenDetectors.create(options(name))) {
            int seed = golden.ints("seed")[0];
            ImageTransform transform = new ImageTransform(detector.options().transform());
            List<PreparedImage> images = List.of(
                    transform.of(FormulaImage.of(seed, 160, 120)), transform.of(FormulaImage.of(seed + 1, 100, 140)));
            List<Detections> together = TensorScope.withoutGradient(() -> detector.detect(images));
            for (int i = 0; i < 2; i++) {
                PreparedImage image = images.get(i);
                Detections alone = TensorScope.withoutGradient(() -> detector.detect(List.of(image)))
                        .get(0);
                assertEqual(together.get(i), golden, "batch." + i);
                assertEqual(alone, golden, "single." + i);
                assertEvidence(alone);
            }
        }
    }

    @Test
    void noProposalsGiveNoDetections() {
        FasterRcnnOptions options = FasterRcnnOptions.mobileNetV2Fpn().withTransform(ImageTransformOptions.of(64, 96));
        FasterRcnnOptions picky = new FasterRcnnOptions(
                options.transform(),
                options.backbone(),
                options.rpn().withDetection(new RpnOptions.Kept(10, 10), 1.0),
                options.roi());
        try (FasterRcnn detector = GoldenDetectors.create(picky)) {
            PreparedImage image = new ImageTransform(picky.transform()).of(FormulaImage.of(1, 96, 64));
            List<Detections> found = TensorScope.withoutGradient(() -> detector.detect(List.of(image, image)));
            assertThat(found).hasSize(2).allSatisfy(it -> assertThat(it.count()).isZero());
        }
    }

    @Test
    void noImagesGiveNoDetections() {
        try (FasterRcnn detector = GoldenDetectors.create(options("mobilenet-v3-large-320-fpn"))) {
            assertThat(detector.detect(List.of())).isEmpty();
        }
    }

    private static FasterRcnnOptions options(String name) {
        FasterRcnnOptions options = GoldenDetectors.options(name);
        return switch (name) {
            case "resnet50-fpn" ->
                GoldenDetectors.with(options, ImageTransformOptions.of(128, 256), new RpnOptions.Kept(200, 40));
            case "mobilenet-v3-large-fpn" ->
                GoldenDetectors.with(options, ImageTransformOptions.of(192, 320), new RpnOptions.Kept(1000, 40));
            default -> GoldenDetectors.with(options, options.transform(), new RpnOptions.Kept(150, 60));
        };
    }

    private static void assertEqual(Detections actual, Golden golden, String key) {
        int[] labels = golden.ints(key + ".labels");
        float[] boxes = golden.floats(key + ".boxes");
        float[] scores = golden.floats(key + ".scores");
        assertThat(actual.count()).as(key).isEqualTo(labels.length);
        for (int i = 0; i < labels.length; i++) {
            assertThat(actual.classes()[i] + 1).as("%s class %d", key, i).isEqualTo(labels[i]);
            assertThat(actual.confidences()[i]).as("%s score %d", key, i).isCloseTo(scores[i], Offset.offset(1e-4f));
        }
        for (int i = 0; i < boxes.length; i++) {
            assertThat(actual.boxes()[i]).as("%s box %d", key, i / 4).isCloseTo(boxes[i], Offset.offset(0.05f));
        }
    }

    private static void assertEvidence(Detections detections) {
        Detections.Evidence evidence = Objects.requireNonNull(detections.evidence());
        int n = detections.count();
        assertThat(evidence.features()).hasSize(n * 1024);
        assertThat(evidence.proposals()).hasSize(4 * n);
        assertThat(evidence.suppressed()).hasSize(n);
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int c = 0; c < 4; c++) {
                sum += evidence.probabilities()[4 * i + c];
            }
            assertThat(sum).isCloseTo(1, Offset.offset(1e-5f));
            assertThat(evidence.probabilities()[4 * i + 1 + detections.classes()[i]])
                    .isEqualTo(detections.confidences()[i]);
        }
    }
}
