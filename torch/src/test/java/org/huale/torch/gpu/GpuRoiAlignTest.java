package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.ops.PyramidLevels;
import org.huale.torch.ops.RoiAlign;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions pooled on the GPU, and the gradients of the maps, are those of the CPU. */
@NeedsGpu
class GpuRoiAlignTest {
    private static final int CHANNELS = 16;
    private static final float[] SCALES = {1 / 4f, 1 / 8f};

    @ParameterizedTest
    @CsvSource({"Float, 1e-5, 0", "Float, 1e-5, 200", "BFloat16, 0.03, 200"})
    void poolsAsTheCpuDoes(ScalarType type, double tolerance, int regions) {
        TensorScope.run(() -> {
            List<float[]> expected = pooled("cpu", ScalarType.Float, regions);
            List<float[]> found = pooled(GpuTraining.DEVICE, type, regions);
            for (int i = 0; i < expected.size(); i++) {
                assertNear(found.get(i), expected.get(i), tolerance);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"Float", "BFloat16"})
    void repeatsItsBits(ScalarType type) {
        TensorScope.run(() -> {
            List<float[]> once = pooled(GpuTraining.DEVICE, type, 200);
            for (int again = 0; again < 5; again++) {
                assertThat(pooled(GpuTraining.DEVICE, type, 200)).containsExactlyElementsOf(once);
            }
        });
    }

    /** The pooled regions, then the gradient of each map for a weighted sum of them. */
    private static List<float[]> pooled(String device, ScalarType type, int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<Tensor> maps = new ArrayList<>();
        for (int side : new int[] {40, 20}) {
            Tensor map = Tensors.of(gaussians(random, 2 * CHANNELS * side * side), 2, CHANNELS, side, side);
            maps.add(Tensors.channelsLast(
                            Tensors.onDevice(map, new Device(device)).to(type))
                    .set_requires_grad(true));
        }
        Tensor result = new RoiAlign(7, 2).of(maps, regions(random, count));
        Tensor weights = Tensors.of(gaussians(random, (int) result.numel()), result.shape());
        result.mul(Tensors.onDevice(weights, new Device(device))).sum().backward();
        List<float[]> values = new ArrayList<>(List.of(Tensors.toFloats(result)));
        maps.forEach(map -> values.add(Tensors.toFloats(map.grad())));
        return values;
    }

    private static RoiAlign.Regions regions(SplittableRandom random, int count) {
        float[] boxes = new float[4 * count];
        int[] images = new int[count];
        for (int i = 0; i < count; i++) {
            images[i] = i % 2;
            boxes[4 * i] = (float) (100 * random.nextDouble());
            boxes[4 * i + 1] = (float) (100 * random.nextDouble());
            boxes[4 * i + 2] = boxes[4 * i] + (float) (60 * random.nextDouble());
            boxes[4 * i + 3] = boxes[4 * i + 1] + (float) (60 * random.nextDouble());
        }
        return new RoiAlign.Regions(
                boxes, images, PyramidLevels.ofScales(SCALES).of(boxes), SCALES);
    }

    private static float[] gaussians(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Relative to the largest number. */
    private static void assertNear(float[] found, float[] expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).isLessThanOrEqualTo((float) (tolerance * largest));
        }
    }
}
