package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.ConfigJson;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.roi.RoiOptions.BoxRegression;
import org.junit.jupiter.api.Test;

/** A detector whose classes share their box regression is one in which each class has the same. */
class BoxRegressionTest {
    private static final String PREDICTOR = "roi_heads.box_predictor.bbox_pred.";
    private static final int CLASSES = 3;

    @Test
    void sharedRegressionDetectsAsEqualClassesDo() {
        try (FasterRcnn each = detector(BoxRegression.PER_CLASS);
                FasterRcnn shared = detector(BoxRegression.CLASS_AGNOSTIC)) {
            equalise(each, shared);
            Detections expected = detections(each);
            assertThat(detections(shared).boxes()).containsExactly(expected.boxes(), Offset.offset(1e-3f));
            assertThat(expected.count()).isPositive();
        }
    }

    @Test
    void sharedRegressionIsTrainedByAllClasses() {
        try (FasterRcnn each = detector(BoxRegression.PER_CLASS);
                FasterRcnn shared = detector(BoxRegression.CLASS_AGNOSTIC)) {
            equalise(each, shared);
            assertThat(loss(shared)).isEqualTo(loss(each), Offset.offset(1e-6));
            float[] byClass = gradient(each);
            float[] together = gradient(shared);
            for (int side = 0; side < 4; side++) {
                float sum = 0;
                for (int label = 0; label <= CLASSES; label++) {
                    sum += byClass[4 * label + side];
                }
                assertThat(together[side]).isCloseTo(sum, Offset.offset(1e-5f));
            }
            assertThat(together).doesNotContain(0);
        }
    }

    @Test
    void optionsSavedBeforeItExistedRegressByClass() {
        FasterRcnnOptions options = FasterRcnnOptions.mobileNetV2Fpn();
        String json = ConfigJson.write(options.withRoi(options.roi().withBoxRegression(BoxRegression.PER_CLASS)));
        String earlier = json.replaceAll(",\\s*\"boxRegression\" : \"per_class\"", "");
        assertThat(earlier).doesNotContain("boxRegression");
        assertThat(ConfigJson.read(earlier, FasterRcnnOptions.class).roi().boxRegression())
                .isEqualTo(BoxRegression.PER_CLASS);
    }

    /** Gives every class of one detector what the classes of the other share. */
    private static void equalise(FasterRcnn each, FasterRcnn shared) {
        TensorScope.runWithoutGradient(() -> {
            for (String name : List.of(PREDICTOR + "weight", PREDICTOR + "bias")) {
                Tensor one = shared.parameters().get(name);
                long[] repeats = one.dim() == 2 ? new long[] {CLASSES + 1, 1} : new long[] {CLASSES + 1};
                each.parameters().get(name).copy_(one.repeat(repeats));
            }
        });
    }

    private static double loss(FasterRcnn detector) {
        double[] value = new double[1];
        TensorScope.run(() -> {
            Tensor total = DetectionLosses.of(detector.lossInputs(List.of(example(detector)), new SplittableRandom(3)))
                    .boxRegression();
            total.backward();
            value[0] = total.item_double();
        });
        return value[0];
    }

    private static float[] gradient(FasterRcnn detector) {
        return TensorScope.get(() ->
                Tensors.toFloats(detector.parameters().get(PREDICTOR + "bias").grad()));
    }

    private static TrainingExample example(FasterRcnn detector) {
        PreparedImage image = image(detector);
        float[] boxes = image.toResized(new float[] {5, 5, 40, 50, 50, 10, 90, 60, 20, 20, 60, 44});
        return new TrainingExample(new ImageId("a"), image, boxes, new int[] {0, 1, 2});
    }

    private static Detections detections(FasterRcnn detector) {
        return TensorScope.withoutGradient(() -> detector.detect(List.of(image(detector))))
                .get(0);
    }

    private static PreparedImage image(FasterRcnn detector) {
        return new ImageTransform(detector.options().transform()).of(FormulaImage.of(1, 96, 64));
    }

    private static FasterRcnn detector(BoxRegression regression) {
        FasterRcnnOptions options = FasterRcnnOptions.mobileNetV2Fpn();
        RoiOptions roi = options.roi().withBoxRegression(regression).withOutput(new RoiOptions.Output(0.01, 0.5, 20));
        return FasterRcnn.create(
                options.withTransform(ImageTransformOptions.of(64, 96)).withRoi(roi), CLASSES, new Device("cpu"), 4);
    }
}
