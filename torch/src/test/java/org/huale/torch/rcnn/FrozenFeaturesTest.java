package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.BackboneWithFpn;
import org.huale.torch.nn.Backbones;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.input.ImageBatch;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.optimize.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenFeaturesTest {
    private static final long PLENTY = 1L << 30;
    private static final List<TrainingExample> SAME_SIZE = List.of(example("a", 96, 64), example("b", 96, 64));
    private static final List<TrainingExample> OF_SIZES = List.of(example("c", 128, 64), example("d", 64, 96));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void imagesOfOneSizeHaveTheMapsThatTheyHaveWithoutRemembering(int trainableLayers) {
        try (ParameterStore store = new ParameterStore(new Device("cpu"), 1)) {
            BackboneWithFpn backbone = Backbones.create(backbone(trainableLayers), store.at("backbone"));
            try (FrozenFeatures features = new FrozenFeatures(backbone, store.device(), PLENTY)) {
                TensorScope.run(() -> {
                    List<PreparedImage> images =
                            SAME_SIZE.stream().map(TrainingExample::image).toList();
                    ImageBatch batch = ImageBatch.of(images, store.device());
                    List<Tensor> together = backbone.features(batch.tensor());
                    assertSame(features.features(SAME_SIZE, batch.padded()), together);
                    assertSame(features.features(SAME_SIZE, batch.padded()), together);
                });
            }
        }
    }

    private static void assertSame(List<Tensor> maps, List<Tensor> expected) {
        assertThat(maps).hasSameSizeAs(expected);
        for (int level = 0; level < maps.size(); level++) {
            double difference =
                    maps.get(level).sub(expected.get(level)).abs().max().item_double();
            assertThat(difference)
                    .isLessThan(1e-4 * expected.get(level).abs().max().item_double());
        }
    }

    @Test
    void howMuchIsRememberedChangesNoBit() {
        long oneOfTwo = 100_000;
        assertThat(losses(2, 0, OF_SIZES)).isEqualTo(losses(2, PLENTY, OF_SIZES));
        assertThat(losses(2, oneOfTwo, OF_SIZES)).isEqualTo(losses(2, PLENTY, OF_SIZES));
    }

    @Test
    void theCompanyOfAnImageChangesNothingOfWhatIsFrozen() {
        try (FasterRcnn detector = detector(0)) {
            detector.rememberFrozen(PLENTY);
            double alone = loss(detector, OF_SIZES.subList(0, 1));
            loss(detector, OF_SIZES);
            assertThat(loss(detector, OF_SIZES.subList(0, 1))).isEqualTo(alone);
        }
    }

    @Test
    void aMirroredImageIsAnotherOne() {
        TrainingExample plain = SAME_SIZE.get(0);
        TrainingExample mirrored =
                new TrainingExample(plain.id(), example("other", 96, 64).image(), plain.boxes(), plain.classes(), true);
        try (FasterRcnn detector = detector(0)) {
            detector.rememberFrozen(PLENTY);
            assertThat(loss(detector, List.of(mirrored))).isNotEqualTo(loss(detector, List.of(plain)));
        }
    }

    /** The losses of some steps, and then the sum of all weights. */
    private static double[] losses(int trainableLayers, long capacity, List<TrainingExample> batch) {
        double[] losses = new double[3];
        try (FasterRcnn detector = detector(trainableLayers);
                Sgd optimizer = new Sgd(detector.parameters().trainable(), new Sgd.Options(0.001, 0.9, 0, false))) {
            if (capacity >= 0) {
                detector.rememberFrozen(capacity);
            }
            for (int step = 0; step < 2; step++) {
                losses[step] = PlainStep.of(detector, optimizer, batch);
            }
            losses[2] = detector.parameters().tensors().values().stream()
                    .mapToDouble(it -> sum(Tensors.toFloats(it)))
                    .sum();
        }
        return losses;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static double loss(FasterRcnn detector, List<TrainingExample> batch) {
        return TensorScope.withoutGradient(() -> DetectionLosses.of(detector.lossInputs(batch, new SplittableRandom(1)))
                .total()
                .item_double());
    }

    /** Small images, few channels: MobileNetV2, whose stages end between the maps that are returned. */
    private static FasterRcnn detector(int trainableLayers) {
        FasterRcnnOptions small = FasterRcnnOptions.smallResNetFpn();
        return FasterRcnn.create(small.withBackbone(backbone(trainableLayers)), 2, new Device("cpu"), 1);
    }

    private static BackboneOptions backbone(int trainableLayers) {
        BackboneOptions backbone = FasterRcnnOptions.mobileNetV2Fpn().backbone();
        return new BackboneOptions(
                backbone.architecture(),
                backbone.returnedLayers(),
                trainableLayers,
                16,
                BackboneOptions.Padding.SAME,
                backbone.batchNormEpsilon());
    }

    private static TrainingExample example(String name, int width, int height) {
        ImageSize size = new ImageSize(width, height);
        float[] pixels = new float[3 * width * height];
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(name.toCharArray()));
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new TrainingExample(
                new ImageId(name), new PreparedImage(pixels, size, size), new float[] {8, 8, 40, 40}, new int[] {1});
    }
}
