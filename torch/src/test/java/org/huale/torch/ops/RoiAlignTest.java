package org.huale.torch.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.huale.geometry.FlatBoxes;
import org.huale.torch.golden.FormulaWeights;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;

class RoiAlignTest {
    private static final Golden GOLDEN = Golden.of("roi-align");
    private static final float[] SCALES = {1 / 4f, 1 / 8f, 1 / 16f, 1 / 32f};
    private static final int INSIDE_OUT = 15; // x2 < x1: torchvision finds no level for it and pools nothing
    private static final RoiAlign ALIGN = new RoiAlign(7, 2);

    @Test
    void pooledRegionsAreTorchvisions() {
        TensorScope.run(() -> {
            float[] pooled = Tensors.toFloats(ALIGN.of(maps(), regions()).permute(0, 3, 1, 2));
            Arrays.fill(pooled, INSIDE_OUT * 4 * 49, (INSIDE_OUT + 1) * 4 * 49, 0);
            assertClose(pooled, GOLDEN.floats("pooled"), 1e-5f);
        });
    }

    @Test
    void gradientsTowardsTheMapsAreTorchvisions() {
        TensorScope.run(() -> {
            List<Tensor> maps = maps();
            maps.forEach(map -> map.set_requires_grad(true));
            Tensor pooled = ALIGN.of(maps, regions()).permute(0, 3, 1, 2);
            float[] gradients = FormulaWeights.signed("roi.gradient", pooled.shape());
            Arrays.fill(gradients, INSIDE_OUT * 4 * 49, (INSIDE_OUT + 1) * 4 * 49, 0);
            Tensor gradient = Tensors.of(gradients, pooled.shape());
            pooled.mul(gradient).sum().backward();
            for (int level = 0; level < 4; level++) {
                assertClose(Tensors.toFloats(maps.get(level).grad()), GOLDEN.floats("gradient." + level), 1e-4f);
            }
        });
    }

    /** In bfloat16 a map cell that many samples touch would lose most of their gradients to rounding. */
    @Test
    void mapsInBfloat16ArePooledInFloat32() {
        TensorScope.run(() -> {
            List<Tensor> half =
                    maps().stream().map(map -> map.to(ScalarType.BFloat16)).toList();
            List<Tensor> same =
                    half.stream().map(map -> map.to(ScalarType.Float)).toList();
            half.forEach(map -> map.set_requires_grad(true));
            Tensor pooled = ALIGN.of(half, regions());
            assertThat(pooled.scalar_type().intern()).isEqualTo(ScalarType.Float);
            assertThat(Tensors.toFloats(pooled)).isEqualTo(Tensors.toFloats(ALIGN.of(same, regions())));
            pooled.sum().backward();
            assertThat(half.get(0).grad().scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
        });
    }

    @Test
    void noRegionsGiveNoRowsAndAGradient() {
        TensorScope.run(() -> {
            List<Tensor> maps = maps();
            maps.forEach(map -> map.set_requires_grad(true));
            Tensor pooled = ALIGN.of(maps, new RoiAlign.Regions(new float[0], new int[0], new int[0], SCALES));
            assertThat(pooled.shape()).containsExactly(0, 7, 7, 4);
            pooled.sum().backward();
            assertThat(Tensors.toFloats(maps.get(0).grad())).containsOnly(0f);
        });
    }

    @Test
    void aConstantMapIsPooledToItsConstant() {
        TensorScope.run(() -> {
            Tensor map = Tensors.channelsLast(Tensors.zeros(1, 3, 8, 8).add(new org.bytedeco.pytorch.Scalar(2.5)));
            float[] boxes = {0, 0, 32, 32, 3.3f, 4.1f, 17.9f, 30, 5, 5, 5, 5};
            Tensor pooled =
                    ALIGN.of(List.of(map), new RoiAlign.Regions(boxes, new int[3], new int[3], new float[] {0.25f}));
            for (float value : Tensors.toFloats(pooled)) {
                assertThat(value).isCloseTo(2.5f, Offset.offset(1e-5f));
            }
        });
    }

    private static List<Tensor> maps() {
        List<Tensor> maps = new ArrayList<>();
        int[][] sizes = {{32, 40}, {16, 20}, {8, 10}, {4, 5}};
        for (int level = 0; level < 4; level++) {
            long[] shape = {2, 4, sizes[level][0], sizes[level][1]};
            maps.add(Tensors.channelsLast(Tensors.of(FormulaWeights.signed("roi.level" + level, shape), shape)));
        }
        return maps;
    }

    private static RoiAlign.Regions regions() {
        float[] first = GOLDEN.floats("boxes.0");
        float[] second = GOLDEN.floats("boxes.1");
        int[] images = new int[(first.length + second.length) / 4];
        Arrays.fill(images, first.length / 4, images.length, 1);
        int[] levels = GOLDEN.ints("levels");
        levels[INSIDE_OUT] = 0;
        return new RoiAlign.Regions(FlatBoxes.concatenated(first, second), images, levels, SCALES);
    }

    private static void assertClose(float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("value %d", i)
                    .isCloseTo(expected[i], Offset.offset(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
