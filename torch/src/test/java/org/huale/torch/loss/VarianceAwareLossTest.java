package org.huale.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.ops.BoxLosses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarianceAwareLossTest {

    @ParameterizedTest
    @CsvSource({".2, 1, .1", ".2, .2, -.304719", ".01, .01, -1.802585", ".1, .1, -.651293", "1e-4, 1e-4, -4.105170"})
    void theFormulaHasTheValuesComputedByHand(double distance, double variance, double expected) {
        assertThat(VarianceAwareLoss.of(distance, Math.log(variance))).isCloseTo(expected, Offset.offset(1e-6));
        float inTensors = TensorScope.get(() -> VarianceAwareLoss.of(
                        Tensors.of(new float[] {(float) distance}, 1),
                        Tensors.of(new float[] {(float) Math.log(variance)}, 1))
                .item_float());
        assertThat((double) inTensors).isCloseTo(expected, Offset.offset(1e-5));
    }

    @Test
    void itIsLeastWhereTheVarianceIsTheDistance() {
        double least = VarianceAwareLoss.of(0.3, Math.log(0.3));

        assertThat(least).isLessThan(VarianceAwareLoss.of(0.3, Math.log(0.31)));
        assertThat(least).isLessThan(VarianceAwareLoss.of(0.3, Math.log(0.29)));
    }

    @Test
    void withVarianceOneItEqualsSmoothL1OfDeltasNearTheTarget() {
        TensorScope.run(() -> {
            float move = 0.001f; // of the region's width; a delta of 0.01
            Tensor target = Tensors.boxes(new float[] {-0.5f, -0.5f, 0.5f, 0.5f});
            Tensor moved = Tensors.boxes(new float[] {-0.5f + move, -0.5f, 0.5f + move, 0.5f});
            float aware =
                    VarianceAwareLoss.perBox(moved, target, Tensors.zeros(1, 4)).item_float();
            float deltas = BoxLosses.smoothL1(Tensors.boxes(new float[] {10 * move, 0, 0, 0}), Tensors.zeros(1, 4), 1)
                    .item_float();
            assertThat(aware).isCloseTo(deltas, Offset.offset(1e-3f * deltas));
        });
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 50; i++) {
            float distance = (float) random.nextDouble(0.01, 3);
            float logVariance = (float) random.nextDouble(-5, 5);
            float[] gradients = TensorScope.get(() -> {
                Tensor both = Tensors.of(new float[] {distance, logVariance}, 2).set_requires_grad(true);
                VarianceAwareLoss.of(both.select(0, 0), both.select(0, 1)).backward();
                return Tensors.toFloats(both.grad());
            });
            assertClose(
                    gradients[0],
                    VarianceAwareLoss.of(distance + 1e-5, logVariance)
                            - VarianceAwareLoss.of(distance - 1e-5, logVariance));
            assertClose(
                    gradients[1],
                    VarianceAwareLoss.of(distance, logVariance + 1e-5)
                            - VarianceAwareLoss.of(distance, logVariance - 1e-5));
        }
    }

    private static void assertClose(double gradient, double difference) {
        double slope = difference / 2e-5;
        assertThat(gradient).isCloseTo(slope, Offset.offset(1e-4 * Math.max(1, Math.abs(slope))));
    }
}
