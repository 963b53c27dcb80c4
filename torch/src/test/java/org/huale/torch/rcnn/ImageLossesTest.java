package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ImageId;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.loss.ImageLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.junit.jupiter.api.Test;

/** The loss of an image by itself, beside that of a batch. */
class ImageLossesTest {
    private static final FasterRcnnOptions OPTIONS =
            FasterRcnnOptions.smallResNetFpn().withTransform(ImageTransformOptions.of(64, 96));
    private static final List<TrainingExample> BATCH = List.of(example(1, 2), example(2, 0), example(3, 1));

    @Test
    void anImageAloneHasTheLossOfABatchOfOne() {
        inDetector(detector -> {
            for (TrainingExample example : BATCH) {
                TrainingPass pass = detector.pass(List.of(example), new SplittableRandom(4));
                double batch = DetectionLosses.of(pass.inputs()).total().item_double();
                assertThat(pass.imageLosses(ImageLosses.ofDetector()))
                        .as("%s", example.id())
                        .containsExactly(new double[] {batch}, within(1e-5 * batch));
            }
        });
    }

    @Test
    void imagesWeighedByTheirSamplesGiveTheLossOfTheBatch() {
        inDetector(detector -> {
            TrainingPass pass = detector.pass(BATCH, new SplittableRandom(4));
            double[] losses = pass.imageLosses(ImageLosses.ofDetector());
            int[] regions = pass.regionsPerImage();
            int[] anchors = pass.anchors().counts().sampled();
            assertThat(IntStream.of(regions).distinct().count())
                    .as("as many of each")
                    .isOne();
            assertThat(IntStream.of(anchors).distinct().count())
                    .as("as many of each")
                    .isOne();
            double batch = DetectionLosses.of(pass.inputs()).total().item_double();
            assertThat((losses[0] + losses[1] + losses[2]) / 3).isCloseTo(batch, within(1e-5 * batch));
        });
    }

    @Test
    void theBoxLossesOfAnotherProgramGiveOtherNumbers() {
        inDetector(detector -> {
            TrainingPass pass = detector.pass(BATCH, new SplittableRandom(4));
            double[] own = pass.imageLosses(ImageLosses.ofDetector());
            double[] others = pass.imageLosses(new ImageLosses(1, 0));
            assertThat(others[0]).isNotEqualTo(own[0]);
            assertThat(others[1]).as("nothing to find, no box loss").isEqualTo(own[1]);
        });
    }

    private interface Work {
        void with(FasterRcnn detector);
    }

    private static void inDetector(Work work) {
        try (FasterRcnn detector = FasterRcnn.create(OPTIONS, 2, new Device("cpu"), 1)) {
            TensorScope.run(() -> work.with(detector));
        }
    }

    private static TrainingExample example(int seed, int objects) {
        PreparedImage image = new ImageTransform(OPTIONS.transform()).of(FormulaImage.of(seed, 96, 64));
        float[] boxes = new float[4 * objects];
        for (int i = 0; i < objects; i++) {
            boxes[4 * i] = 5 + 30 * i;
            boxes[4 * i + 1] = 8;
            boxes[4 * i + 2] = 35 + 30 * i;
            boxes[4 * i + 3] = 50;
        }
        return new TrainingExample(
                new ImageId("image " + seed),
                image,
                boxes,
                IntStream.range(0, objects).toArray());
    }
}
