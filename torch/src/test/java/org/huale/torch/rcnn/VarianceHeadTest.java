package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.huale.config.ConfigJson;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.roi.RoiOptions.LocalizationVariance;
import org.huale.torch.rcnn.roi.SideVariances;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VarianceHeadTest {
    private static final String HEAD = "roi_heads.box_predictor.bbox_log_variance.";
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    @ParameterizedTest
    @EnumSource
    void theHeadChangesNoOtherParameter(LocalizationVariance variance) {
        Map<String, float[]> without = parameters(LocalizationVariance.NONE);
        Map<String, float[]> with = parameters(variance);

        without.forEach((name, values) -> assertThat(with.get(name)).as(name).isEqualTo(values));
        assertThat(with.size() - without.size()).isEqualTo(variance == LocalizationVariance.NONE ? 0 : 2);
    }

    @Test
    void theHeadBeginsUnsureOfNothing() {
        Map<String, float[]> parameters = parameters(LocalizationVariance.PER_CLASS);

        assertThat(parameters.get(HEAD + "bias")).hasSize(16).containsOnly(0);
        float[] weights = Objects.requireNonNull(parameters.get(HEAD + "weight"));
        assertThat(weights).hasSize(16 * 512);
        for (float weight : weights) {
            assertThat(weight).isBetween(-1e-3f, 1e-3f);
        }
    }

    @ParameterizedTest
    @CsvSource({"CLASS_AGNOSTIC, 20, 7", "CLASS_AGNOSTIC, -20, -7", "PER_CLASS, 20, 7", "PER_CLASS, -20, -7"})
    void detectionsCarryTheVariancesOfTheirSides(LocalizationVariance variance, double bias, double kept) {
        try (FasterRcnn detector = detector(variance)) {
            TensorScope.runWithoutGradient(
                    () -> detector.parameters().get(HEAD + "bias").fill_(new Scalar(bias)));
            Detections found = detections(detector);
            Detections.Evidence evidence = Objects.requireNonNull(found.evidence());
            float[] variances = Objects.requireNonNull(evidence.localizationVariances());

            assertThat(variances).hasSize(4 * found.count());
            int[] whole = unclipped(found);
            assertThat(whole)
                    .as("%d boxes, some of them unclipped", found.count())
                    .isNotEmpty();
            for (int i : whole) {
                Box grown = growth(found.box(i), evidence.proposals(), 4 * i);
                double ofSides = Math.exp(kept) / 100 / (grown.width() * grown.width());
                double ofEnds = Math.exp(kept) / 100 / (grown.height() * grown.height());
                double[] expected = {ofSides, ofEnds, ofSides, ofEnds};
                for (int side = 0; side < 4; side++) {
                    assertThat((double) variances[4 * i + side])
                            .as("side %d of box %d, clamped to exp(%s), relative to the box", side, i, kept)
                            .isCloseTo(expected[side], Offset.offset(0.02 * expected[side]));
                }
            }
        }
    }

    /** Those of which no side is the image's, which would hide what was regressed. */
    private static int[] unclipped(Detections found) {
        return IntStream.range(0, found.count())
                .filter(i -> found.box(i).x1() > 0 && found.box(i).x2() < WIDTH)
                .filter(i -> found.box(i).y1() > 0 && found.box(i).y2() < HEIGHT)
                .toArray();
    }

    /** As wide and as high as a box is beside its proposal. */
    private static Box growth(Box box, float[] proposals, int from) {
        return Box.ofXywh(
                0,
                0,
                box.width() / (proposals[from + 2] - proposals[from]),
                box.height() / (proposals[from + 3] - proposals[from + 1]));
    }

    @Test
    void withoutTheHeadThereAreNoVariances() {
        try (FasterRcnn detector = detector(LocalizationVariance.NONE)) {
            assertThat(Objects.requireNonNull(detections(detector).evidence()).localizationVariances())
                    .isNull();
        }
    }

    @Test
    void variancesAreRelativeToTheBoxAndItsClass() {
        float log2 = 5 * (float) Math.log(2); // a box twice as wide as its region, as high
        float[] deltas = {0, 0, 0, 0, 0, 0, log2, 0};
        float[] shared = {1, 2, 3, 4};
        float[] perClass = {9, 9, 9, 9, 1, 2, 3, 4};

        float[] expected = {.0025f, .02f, .0075f, .04f};
        assertThat(new SideVariances(shared, 1).of(deltas, new int[] {1}))
                .containsExactly(expected, Offset.offset(1e-6f));
        assertThat(new SideVariances(perClass, 1).of(deltas, new int[] {1}))
                .containsExactly(expected, Offset.offset(1e-6f));
    }

    @Test
    void optionsSavedBeforeTheHeadExistedHaveNone() {
        FasterRcnnOptions options = FasterRcnnOptions.mobileNetV2Fpn();
        String json = ConfigJson.write(options).replaceAll(",\\s*\"localizationVariance\" : \"none\"", "");

        assertThat(json).doesNotContain("localizationVariance");
        assertThat(ConfigJson.read(json, FasterRcnnOptions.class)).isEqualTo(options);
    }

    @Test
    void tensorsAndNumbersDecodeAlike() {
        float[] deltas = {0.3f, -2, 1, -0.5f, 5, 5, 40, -40};
        float[] reference = {10, 20, 50, 100};
        float[] relative = TensorScope.get(() -> Tensors.toFloats(BoxCoder.REGIONS.boxes(Tensors.boxes(deltas))));
        for (int i = 0; i < 2; i++) {
            float[] box = new float[4];
            BoxCoder.REGIONS.decode(deltas, 4 * i, reference, 0, box, 0);
            for (int side = 0; side < 4; side++) {
                float pixels = side % 2 == 0 ? 30 + 40 * relative[4 * i + side] : 60 + 80 * relative[4 * i + side];
                assertThat(pixels).isCloseTo(box[side], Offset.offset(1e-2f));
            }
        }
    }

    private static Detections detections(FasterRcnn detector) {
        PreparedImage image = new ImageTransform(detector.options().transform()).of(FormulaImage.of(1, WIDTH, HEIGHT));
        return TensorScope.withoutGradient(() -> detector.detect(List.of(image)))
                .get(0);
    }

    private static Map<String, float[]> parameters(LocalizationVariance variance) {
        try (FasterRcnn detector = detector(variance)) {
            Map<String, float[]> values = new LinkedHashMap<>();
            detector.parameters()
                    .tensors()
                    .forEach((name, tensor) -> values.put(name, TensorScope.get(() -> Tensors.toFloats(tensor))));
            return values;
        }
    }

    private static FasterRcnn detector(LocalizationVariance variance) {
        FasterRcnnOptions options = FasterRcnnOptions.mobileNetV2Fpn();
        RoiOptions roi =
                options.roi().withLocalizationVariance(variance).withOutput(new RoiOptions.Output(0.01, 0.9, 300));
        return FasterRcnn.create(
                options.withTransform(ImageTransformOptions.of(HEIGHT, WIDTH)).withRoi(roi), 3, new Device("cpu"), 4);
    }
}
