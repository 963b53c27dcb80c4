package org.huale.torch.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.huale.geometry.Box;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralizedIouTest {

    /** Pairs: identical, touching, far, inside, degenerate of every kind. */
    private static final float[] LEFT = {
        0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 4, 4, 1, 1, 1, 1, 1, 1, 1, 3, 2, 2, 2, 2, -1e4f, 0, -9999, 1
    };

    private static final float[] RIGHT = {
        0, 0, 1, 1, 1, 0, 2, 1, 90, 90, 91, 91, 1, 1, 2, 2, 0, 0, 3, 3, 1, 1, 1, 3, 2, 2, 2, 2, 1e4f, 1e4f, 10001, 10001
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void itIsThatOfTheScalarFormula(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] left = boxes(random, 100);
        float[] right = boxes(random, 100);
        assertTwins(left, right);
    }

    @Test
    void unusualPairsHaveTheValuesOfTheScalarFormula() {
        assertTwins(LEFT, RIGHT);
    }

    @Test
    void gradientsAreFiniteForUnusualPairs() {
        TensorScope.run(() -> {
            Tensor left = Tensors.boxes(LEFT).set_requires_grad(true);
            GeneralizedIou.paired(left, Tensors.boxes(RIGHT)).sum().backward();
            for (float value : Tensors.toFloats(left.grad())) {
                assertThat(value).isFinite();
            }
        });
    }

    @Test
    void noPairsHaveNoValues() {
        TensorScope.run(() -> {
            Tensor none = Tensors.boxes(new float[0]).set_requires_grad(true);
            Tensor sum =
                    GeneralizedIou.paired(none, Tensors.boxes(new float[0])).sum();
            sum.backward();
            assertThat(sum.item_float()).isZero();
        });
    }

    private static void assertTwins(float[] left, float[] right) {
        float[] values = TensorScope.get(
                () -> Tensors.toFloats(GeneralizedIou.paired(Tensors.boxes(left), Tensors.boxes(right))));
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i])
                    .as("pair %d", i)
                    .isCloseTo((float) box(left, i).generalizedIou(box(right, i)), Offset.offset(2e-6f));
        }
    }

    private static Box box(float[] flat, int i) {
        return new Box(flat[4 * i], flat[4 * i + 1], flat[4 * i + 2], flat[4 * i + 3]);
    }

    private static float[] boxes(SplittableRandom random, int count) {
        float[] flat = new float[4 * count];
        for (int i = 0; i < count; i++) {
            flat[4 * i] = random.nextInt(20);
            flat[4 * i + 1] = random.nextInt(20);
            flat[4 * i + 2] = flat[4 * i] + random.nextInt(12);
            flat[4 * i + 3] = flat[4 * i + 1] + random.nextInt(12);
        }
        return flat;
    }
}
