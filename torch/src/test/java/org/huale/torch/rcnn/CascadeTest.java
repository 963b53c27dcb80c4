package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.ConfigJson;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.loss.LossOptions;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector of several stages, beside detectors of one stage that are its parts. */
class CascadeTest {
    private static final int CLASSES = 2;
    private static final String HEADS = "roi_heads.";
    private static final List<String> LAYERS =
            List.of("box_head.fc6.", "box_head.fc7.", "box_predictor.cls_score.", "box_predictor.bbox_pred.");
    private static final String DELTAS = "box_predictor.bbox_pred.";

    @Test
    void theFirstStageIsTheDetectorOfOneStage() {
        try (FasterRcnn one = detector();
                FasterRcnn two = detector(0.35)) {
            Map<String, float[]> parts = parameters(one);
            Map<String, float[]> all = parameters(two);
            assertThat(parts).containsKeys("roi_heads.box_head.fc6.weight", "roi_heads.box_predictor.cls_score.bias");
            parts.forEach((name, values) -> assertThat(all.get(name)).as(name).isEqualTo(values));
            all.keySet().removeAll(parts.keySet());
            assertThat(all).hasSize(8).allSatisfy((name, values) -> {
                assertThat(name).startsWith("roi_heads.stage2.box_");
                assertThat(values).as("other numbers than the first stage").isNotEqualTo(parts.get(first(name)));
            });
            TensorScope.run(() -> {
                DetectionLosses alone = DetectionLosses.of(inputs(one));
                DetectionLosses first = DetectionLosses.of(inputs(two));
                assertThat(first.total().item_float()).isEqualTo(alone.total().item_float());
            });
        }
    }

    private static String first(String name) {
        return name.replace("stage2.", "");
    }

    @Test
    void optionsOfOneStageAreWrittenAsBeforeThereWereMore() {
        FasterRcnnOptions one = FasterRcnnOptions.mobileNetV2Fpn();
        FasterRcnnOptions three = one.withRoi(one.roi().withCascade(List.of(0.6, 0.7)));
        String json = ConfigJson.write(one);

        assertThat(json).doesNotContain("cascade");
        assertThat(ConfigJson.read(json, FasterRcnnOptions.class)).isEqualTo(one);
        assertThat(ConfigJson.read(ConfigJson.write(three), FasterRcnnOptions.class))
                .isEqualTo(three);
        assertThat(three.roi().stages()).isEqualTo(3);
    }

    @Test
    void stagesThatMakeNoCascadeAreRefused() {
        RoiOptions one = RoiOptions.defaults(3);
        for (List<Double> ious :
                List.of(List.of(0.5), List.of(0.7, 0.6), List.of(0.6, 0.6), List.of(1.0), List.of(Double.NaN))) {
            assertThatThrownBy(() -> one.withCascade(ious))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must rise from that of matching, 0.5, and stay below 1, got " + ious);
        }
        assertThatThrownBy(() -> one.withCascade(List.of(0.6, 0.7, 0.8, 0.9)))
                .hasMessageContaining("at most 3 stages after the first, got 4");
        assertThatThrownBy(() -> one.withCascade(List.of(0.6)).withBoxRegression(RoiOptions.BoxRegression.PER_CLASS))
                .hasMessageContaining("needs boxRegression class_agnostic");
        assertThatThrownBy(() -> one.withCascade(List.of(0.6))
                        .withLocalizationVariance(RoiOptions.LocalizationVariance.CLASS_AGNOSTIC))
                .hasMessageContaining("predict no variances, got class_agnostic");
    }

    /**
     * Each stage is a detector of one stage that is shown one region at a time; the deltas of stage n are n times as fine, which
     * its detector, with the first stage's coder, sees when its predictor is divided by n.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itFindsWhatItsStagesFindOneAfterTheOther(int stages) {
        double[] ious = Arrays.copyOf(new double[] {0.35, 0.4}, stages - 1);
        List<PreparedImage> images = List.of(image(1), image(2));
        try (FasterRcnn whole = withLargeDeltas(detector(ious))) {
            List<FasterRcnn> parts = IntStream.rangeClosed(1, stages)
                    .mapToObj(stage -> part(whole, stage))
                    .toList();
            try {
                List<Detections> found = TensorScope.withoutGradient(() -> whole.detect(images));
                for (int i = 0; i < images.size(); i++) {
                    assertFoundByParts(found.get(i), images.get(i), parts);
                }
            } finally {
                parts.forEach(FasterRcnn::close);
            }
        }
    }

    private static void assertFoundByParts(Detections found, PreparedImage image, List<FasterRcnn> parts) {
        float[] seen = Objects.requireNonNull(found.evidence()).proposals();
        float[] proposals = proposals(parts.get(0), image);
        assertThat(found.count()).isEqualTo(CLASSES * proposals.length / 4).isGreaterThan(20);
        double moved = 0;
        for (int region = 0; region < proposals.length / 4; region++) {
            float[] proposal = Arrays.copyOfRange(proposals, 4 * region, 4 * region + 4);
            float[] box = proposal;
            float[] lookedAt = box;
            double[] sums = new double[CLASSES];
            for (FasterRcnn part : parts) {
                lookedAt = box;
                Detections said = said(part, image, box);
                box = Arrays.copyOf(said.boxes(), 4);
                add(said, sums);
            }
            for (int label = 0; label < CLASSES; label++) {
                int at = nearest(found, box, label);
                assertThat(Arrays.copyOfRange(found.boxes(), 4 * at, 4 * at + 4))
                        .as("box of region %d", region)
                        .containsExactly(box, Offset.offset(2e-2f));
                assertThat((double) found.confidences()[at]).isCloseTo(sums[label] / parts.size(), Offset.offset(1e-4));
                assertThat(Arrays.copyOfRange(seen, 4 * at, 4 * at + 4))
                        .as("what it began as")
                        .containsExactly(proposal, Offset.offset(1e-3f));
            }
            moved += Math.abs(box[0] - lookedAt[0]);
        }
        assertThat(moved).as("pixels that the last stage moved boxes by").isGreaterThan(10);
    }

    private static void add(Detections said, double[] sums) {
        for (int i = 0; i < CLASSES; i++) {
            sums[said.classes()[i]] += said.confidences()[i];
        }
    }

    /** What a stage says of one region: a box, and a confidence for each class. */
    private static Detections said(FasterRcnn part, PreparedImage image, float[] box) {
        Detections said = TensorScope.withoutGradient(() -> part.detectWithin(image, box));
        assertThat(said.count()).isEqualTo(CLASSES);
        return said;
    }

    private static float[] proposals(FasterRcnn detector, PreparedImage image) {
        Detections found = TensorScope.withoutGradient(() -> detector.detect(List.of(image)))
                .get(0);
        float[] regions = Objects.requireNonNull(found.evidence()).proposals();
        float[] ofOneClass = new float[regions.length];
        int count = 0;
        for (int i = 0; i < found.count(); i++) {
            if (found.classes()[i] == 0) {
                System.arraycopy(regions, 4 * i, ofOneClass, 4 * count++, 4);
            }
        }
        return Arrays.copyOf(ofOneClass, 4 * count);
    }

    private static int nearest(Detections found, float[] box, int label) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < found.count(); i++) {
            double distance = 0;
            for (int side = 0; side < 4; side++) {
                distance += Math.abs(found.boxes()[4 * i + side] - box[side]);
            }
            if (found.classes()[i] == label && distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static FasterRcnn part(FasterRcnn whole, int stage) {
        FasterRcnn part = detector();
        TensorScope.runWithoutGradient(() -> {
            part.parameters()
                    .tensors()
                    .forEach((name, tensor) -> tensor.copy_(whole.parameters().get(name)));
            String head = stage == 1 ? HEADS : HEADS + "stage" + stage + ".";
            for (String layer : LAYERS) {
                for (String name : List.of(layer + "weight", layer + "bias")) {
                    Tensor own = whole.parameters().get(head + name);
                    part.parameters()
                            .get(HEADS + name)
                            .copy_(layer.equals(DELTAS) ? own.div(new Scalar((double) stage)) : own);
                }
            }
        });
        return part;
    }

    /** Boxes that move by some pixels in every stage. */
    private static FasterRcnn withLargeDeltas(FasterRcnn detector) {
        TensorScope.runWithoutGradient(() -> {
            detector.parameters().tensors().forEach((name, tensor) -> {
                if (name.endsWith(DELTAS + "bias")) {
                    float[] bias = {1.5f, -1, 0.7f, -0.4f};
                    tensor.copy_(Tensors.of(bias, 4));
                }
            });
        });
        return detector;
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "scale-control", "factors", "factors-eiou"})
    void theLossIsThatOfEachStageHalvedFromStageToStage(String name) {
        try (FasterRcnn detector = detector(0.35, 0.4);
                RcnnLoss whole = LossOptions.named(name).open(new Device("cpu"), 3);
                RcnnLoss first = LossOptions.named(name).open(new Device("cpu"), 1);
                RcnnLoss second = LossOptions.named(name).open(new Device("cpu"), 1);
                RcnnLoss third = LossOptions.named(name).open(new Device("cpu"), 1)) {
            TensorScope.run(() -> {
                LossInputs inputs = inputs(detector);
                LossTerms terms = whole.of(inputs, Moment.start());
                List<LossTerms> each = List.of(
                        first.of(inputs, Moment.start()),
                        second.of(inputs.further().get(0), Moment.start()),
                        third.of(inputs.further().get(1), Moment.start()));
                double sum = each.get(0).total().item_double()
                        + each.get(1).total().item_double() / 2
                        + each.get(2).total().item_double() / 4;
                assertThat(terms.total().item_double()).isCloseTo(sum, Offset.offset(1e-6));
                assertThat(value(terms, "classification2")).isEqualTo(value(each.get(1), "classification"));
                assertThat(value(terms, "boxRegression3"))
                        .isEqualTo(value(each.get(2), "boxRegression"))
                        .isPositive();
                assertThat(value(terms, "objectness")).isPositive();
                assertThat(value(each.get(1), "objectness")).isZero();
                assertThat(value(each.get(2), "proposalRegression")).isZero();
                assertThat(terms.named()).doesNotContainKeys("objectness2", "proposalRegression3");
            });
        }
    }

    @Test
    void laterStagesLearnFromAllRegionsButTheTrueBoxes() {
        try (FasterRcnn detector = detector(0.35, 0.4)) {
            TensorScope.run(() -> {
                LossInputs inputs = inputs(detector);
                long first = inputs.regions().labels().size(0);
                assertThat(first).isGreaterThan(20);
                assertThat(inputs.further())
                        .hasSize(2)
                        .allSatisfy(
                                it -> assertThat(it.regions().labels().size(0)).isEqualTo(first - 2 * 3));
            });
        }
    }

    @Test
    void aLossForAnotherNumberOfStagesIsRefused() {
        try (FasterRcnn one = detector();
                RcnnLoss ofTwo = LossOptions.standard().open(new Device("cpu"), 2)) {
            TensorScope.run(() -> assertThatThrownBy(() -> ofTwo.of(inputs(one), Moment.start()))
                    .hasMessageContaining("a loss of 2 stages does not fit a detector of 1"));
        }
    }

    private static float value(LossTerms terms, String name) {
        return Objects.requireNonNull(terms.named().get(name), name).item_float();
    }

    /** Of parameters that move no box of a stage before the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "roi_heads.box_predictor.cls_score.bias",
                "roi_heads.stage2.box_predictor.cls_score.bias",
                "roi_heads.stage2.box_predictor.bbox_pred.bias",
                "roi_heads.stage2.box_head.fc7.bias"
            })
    void gradientsAreThoseOfFiniteDifferences(String name) {
        float step = 1e-2f;
        try (FasterRcnn detector = detector(0.35)) {
            float[] gradient = gradients(detector, name);
            for (int i = 0; i < Math.min(4, gradient.length); i++) {
                double up = totalWith(detector, name, i, step);
                double down = totalWith(detector, name, i, -step);
                assertThat((double) gradient[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo((up - down) / (2 * step), Offset.offset(1e-3));
            }
            assertThat(gradient).as("not all 0").isNotEqualTo(new float[gradient.length]);
        }
    }

    @Test
    void noGradientFlowsThroughTheBoxesOfAStage() {
        String name = HEADS + DELTAS + "weight";
        try (FasterRcnn one = detector();
                FasterRcnn two = detector(0.35)) {
            assertThat(gradients(two, name)).isEqualTo(gradients(one, name));
        }
    }

    private static double totalWith(FasterRcnn detector, String name, int at, float step) {
        Tensor parameter = detector.parameters().get(name);
        TensorScope.runWithoutGradient(() -> {
            parameter.narrow(0, at, 1).add_(new Scalar((double) step));
        });
        double total = TensorScope.withoutGradient(() -> total(detector).item_double());
        TensorScope.runWithoutGradient(() -> {
            parameter.narrow(0, at, 1).sub_(new Scalar((double) step));
        });
        return total;
    }

    private static Tensor total(FasterRcnn detector) {
        try (RcnnLoss loss = LossOptions.standard()
                .open(new Device("cpu"), detector.options().roi().stages())) {
            return loss.of(inputs(detector), Moment.start()).total();
        }
    }

    private static float[] gradients(FasterRcnn detector, String name) {
        TensorScope.run(() -> total(detector).backward());
        return TensorScope.get(
                () -> Tensors.toFloats(detector.parameters().get(name).grad()));
    }

    private static LossInputs inputs(FasterRcnn detector) {
        return detector.lossInputs(List.of(example(1), example(2)), new SplittableRandom(3));
    }

    private static TrainingExample example(int seed) {
        PreparedImage image = image(seed);
        float[] boxes = {4, 6, 30, 30, 50, 10, 90, 60, 20, 20, 60, 64};
        return new TrainingExample(new ImageId("image-" + seed), image, boxes, new int[] {0, 1, seed % 2});
    }

    private static PreparedImage image(int seed) {
        return new ImageTransform(options().transform()).of(FormulaImage.of(seed, 96, 64));
    }

    private static Map<String, float[]> parameters(FasterRcnn detector) {
        Map<String, float[]> values = new LinkedHashMap<>();
        detector.parameters()
                .tensors()
                .forEach((name, tensor) -> values.put(name, TensorScope.get(() -> Tensors.toFloats(tensor))));
        return values;
    }

    /** At the size of its images, so that coordinates are not scaled; all that is proposed is found. */
    private static FasterRcnnOptions options() {
        FasterRcnnOptions options = FasterRcnnOptions.smallResNetFpn();
        RpnOptions rpn = options.rpn();
        RoiOptions roi = options.roi();
        return options.withTransform(ImageTransformOptions.of(64, 96))
                .withRpn(rpn.withDetection(new RpnOptions.Kept(30, 30), 0))
                .withRoi(new RoiOptions(
                        new RpnOptions.Matching(0.3, 0.3),
                        new RpnOptions.Sampling(1000, 1),
                        roi.pooledSize(),
                        roi.samplingRatio(),
                        roi.pooledLevels(),
                        roi.representationSize(),
                        new RoiOptions.Output(0, 1, 1000),
                        roi.localizationVariance(),
                        RoiOptions.BoxRegression.CLASS_AGNOSTIC,
                        List.of()));
    }

    private static FasterRcnn detector(double... ious) {
        FasterRcnnOptions options = options();
        List<Double> cascade = Arrays.stream(ious).boxed().toList();
        return FasterRcnn.create(options.withRoi(options.roi().withCascade(cascade)), CLASSES, new Device("cpu"), 4);
    }
}
