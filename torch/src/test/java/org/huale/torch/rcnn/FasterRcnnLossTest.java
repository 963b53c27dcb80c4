package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.huale.dataset.ImageId;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.golden.Golden;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FasterRcnnLossTest {
    private static final float[] FIRST = {12, 20, 70, 90, 60, 30, 150, 110, 100, 5, 130, 40};
    private static final float[] SECOND = {30, 34, 110, 100, 5, 5, 40, 60};

    /** Rounding moves units across the kink of a ReLU, which single gradients deep in the network show. */
    private static final double GRADIENT_TOLERANCE = 5e-3;

    @ParameterizedTest
    @CsvSource({
        "resnet50-fpn, both",
        "resnet50-fpn, second-empty",
        "mobilenet-v3-large-fpn, both",
        "mobilenet-v3-large-fpn, second-empty"
    })
    void lossesAndGradientsAreTorchvisions(String name, String batch) {
        Golden golden = Golden.of("training-" + name);
        try (FasterRcnn detector = GoldenDetectors.create(options(name))) {
            List<TrainingExample> examples =
                    examples(detector.options().transform(), golden.ints("seed")[0], batch.equals("both"));
            TensorScope.run(() -> {
                DetectionLosses losses = DetectionLosses.of(detector.lossInputs(examples, new SplittableRandom(1)));
                assertLoss(losses.classification(), golden, batch + ".loss_classifier");
                assertLoss(losses.boxRegression(), golden, batch + ".loss_box_reg");
                assertLoss(losses.objectness(), golden, batch + ".loss_objectness");
                assertLoss(losses.proposalRegression(), golden, batch + ".loss_rpn_box_reg");
                losses.total().backward();
                assertGradients(detector, golden, batch + ".gradient.");
            });
        }
    }

    private static FasterRcnnOptions options(String name) {
        FasterRcnnOptions options = GoldenDetectors.with(
                GoldenDetectors.options(name), ImageTransformOptions.of(128, 256), new RpnOptions.Kept(200, 100));
        RoiOptions roi = options.roi();
        return options.withRoi(new RoiOptions(
                roi.matching(),
                new RpnOptions.Sampling(64, 0.25),
                roi.pooledSize(),
                roi.samplingRatio(),
                roi.pooledLevels(),
                roi.representationSize(),
                roi.output(),
                roi.localizationVariance(),
                roi.boxRegression(),
                roi.cascade()));
    }

    private static List<TrainingExample> examples(ImageTransformOptions options, int seed, boolean both) {
        ImageTransform transform = new ImageTransform(options);
        PreparedImage first = transform.of(FormulaImage.of(seed, 160, 128));
        PreparedImage second = transform.of(FormulaImage.of(seed + 1, 128, 128));
        return List.of(
                new TrainingExample(new ImageId("first"), first, first.toResized(FIRST), new int[] {0, 1, 2}),
                both
                        ? new TrainingExample(new ImageId("second"), second, second.toResized(SECOND), new int[] {1, 0})
                        : new TrainingExample(new ImageId("second"), second, new float[0], new int[0]));
    }

    private static void assertLoss(Tensor loss, Golden golden, String key) {
        float expected = golden.floats(key)[0];
        assertThat(loss.item_float()).as(key).isCloseTo(expected, Offset.offset(1e-5f * Math.max(expected, 1e-3f)));
    }

    private static void assertGradients(FasterRcnn detector, Golden golden, String prefix) {
        List<String> names = golden.values().names().stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(".sample"))
                .map(name -> name.substring(prefix.length(), name.length() - ".sample".length()))
                .toList();
        assertThat(names).hasSizeGreaterThan(8);
        for (String name : names) {
            Tensor gradient = detector.parameters().get(name).grad();
            golden.assertSampled(prefix + name, Tensors.toFloats(gradient), GRADIENT_TOLERANCE);
        }
    }
}
