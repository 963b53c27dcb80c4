package org.huale.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(value(distance, variance)).isCloseTo(expected, Offset.offset(1e-5));
        assertThat(formula(distance, Math.log(variance))).isCloseTo(expected, Offset.offset(1e-6));
    }

    @Test
    void itIsLeastWhereTheVarianceIsTheDistance() {
        double least = value(0.3, 0.3);

        assertThat(least).isLessThan(value(0.3, 0.31));
        assertThat(least).isLessThan(value(0.3, 0.29));
    }

    @Test
    void poweredByOneItPullsBoxesAsHalfOfSmoothL1AndStillLearnsVariances() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 50; i++) {
            double distance = random.nextDouble(0.01, 3);
            double logVariance = random.nextDouble(-5, 5);
            float[] plain = gradients(new VarianceAwareLoss(0), distance, logVariance);
            float[] powered = gradients(new VarianceAwareLoss(1), distance, logVariance);
            assertThat(powered[0]).isCloseTo(0.5f, Offset.offset(1e-5f));
            assertClose(powered[1], plain[1] * Math.exp(logVariance));
        }
    }

    @Test
    void halfAPowerPullsByTheRootOfTheVariance() {
        float pull = gradients(new VarianceAwareLoss(0.5), 0.2, Math.log(0.25))[0];

        assertThat(pull).as("s^(-1/2) / 2").isCloseTo(1f, Offset.offset(1e-5f));
    }

    @Test
    void powersOutsideOfZeroToOneAreRefused() {
        assertThatThrownBy(() -> new VarianceAwareLoss(1.1)).hasMessageContaining("power must be in [0, 1], got 1.1");
        assertThatThrownBy(() -> new LossOptions.Variance(true, 0, -0.1)).hasMessageContaining("got -0.1");
    }

    @Test
    void withVarianceOneItEqualsSmoothL1OfDeltasNearTheTarget() {
        TensorScope.run(() -> {
            float move = 0.001f; // of the region's width; a delta of 0.01
            Tensor target = Tensors.boxes(new float[] {-0.5f, -0.5f, 0.5f, 0.5f});
            Tensor moved = Tensors.boxes(new float[] {-0.5f + move, -0.5f, 0.5f + move, 0.5f});
            float aware = new VarianceAwareLoss(0)
                    .perBox(moved, target, Tensors.zeros(1, 4))
                    .item_float();
            float deltas = BoxLosses.smoothL1Sum(Tensors.boxes(new float[] {10 * move, 0, 0, 0}), Tensors.zeros(1, 4))
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
            float[] gradients = gradients(new VarianceAwareLoss(0), distance, logVariance);
            assertClose(
                    gradients[0],
                    (formula(distance + 1e-5, logVariance) - formula(distance - 1e-5, logVariance)) / 2e-5);
            assertClose(
                    gradients[1],
                    (formula(distance, logVariance + 1e-5) - formula(distance, logVariance - 1e-5)) / 2e-5);
        }
    }

    private static double value(double distance, double variance) {
        return TensorScope.get(() -> new VarianceAwareLoss(0)
                .of(
                        Tensors.of(new float[] {(float) distance}, 1),
                        Tensors.of(new float[] {(float) Math.log(variance)}, 1))
                .item_float());
    }

    /** By the distance and by the log-variance. */
    private static float[] gradients(VarianceAwareLoss loss, double distance, double logVariance) {
        return TensorScope.get(() -> {
            Tensor both = Tensors.of(new float[] {(float) distance, (float) logVariance}, 2)
                    .set_requires_grad(true);
            loss.of(both.select(0, 0), both.select(0, 1)).backward();
            return Tensors.toFloats(both.grad());
        });
    }

    /** The formula of the article in doubles. */
    private static double formula(double distance, double logVariance) {
        return 0.5 * (Math.exp(-logVariance) * distance + logVariance);
    }

    private static void assertClose(double gradient, double slope) {
        assertThat(gradient).isCloseTo(slope, Offset.offset(1e-4 * Math.max(1, Math.abs(slope))));
    }
}
