package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;

class RankingLossTest {
    private static final double[] TARGETS = {1, 0.3, 0.7, 0.9};

    @Test
    void firstIsComparedWithLastAndSoOnInwards() {
        assertThat(loss(1, new float[] {0.2f, 0.5f, 0.1f, 0.4f}, TARGETS)).isCloseTo(1.3, within(1e-6));
    }

    @Test
    void whatIsKeptApartByTheMarginCostsNothing() {
        assertThat(loss(0.5, new float[] {3, 1, 2, 2.5f}, TARGETS)).isZero();
    }

    @Test
    void equalTargetsCountAsIfTheFirstWereSmaller() {
        assertThat(loss(1, new float[] {3, 0}, new double[] {5, 5})).isCloseTo(4, within(1e-6));
        assertThat(loss(1, new float[] {0, 3}, new double[] {5, 5})).isZero();
    }

    @Test
    void theLastOfAnOddNumberIsLeftOut() {
        double even = loss(1, new float[] {0.2f, 0.5f, 0.1f, 0.4f}, TARGETS);
        double odd = loss(1, new float[] {0.2f, 0.5f, 0.1f, 0.4f, 99}, new double[] {1, 0.3, 0.7, 0.9, 0});
        assertThat(odd).isEqualTo(even);
        assertThat(RankingLoss.pairs(1)).isZero();
    }

    @Test
    void accuracyIsTheShareOfPairsInTheRightOrder() {
        assertThat(accuracy(new float[] {0.2f, 0.5f, 0.1f, 0.4f})).isZero();
        assertThat(accuracy(new float[] {0.5f, 0.5f, 0.1f, 0.4f})).isEqualTo(0.5);
        assertThat(accuracy(new float[] {0.5f, 0, 0.1f, 0.4f})).isEqualTo(1);
    }

    @Test
    void gradientAgreesWithFiniteDifferences() {
        float[] predicted = {0.2f, 0.5f, 0.1f, 0.4f};
        float[] gradient = TensorScope.get(() -> {
            Tensor leaf = Tensors.of(predicted, 4).set_requires_grad(true);
            new RankingLoss(1).of(leaf, TARGETS).backward();
            return Tensors.toFloats(leaf.grad());
        });
        for (int i = 0; i < 4; i++) {
            float[] more = predicted.clone();
            more[i] += 0.01f;
            assertThat((loss(1, more, TARGETS) - loss(1, predicted, TARGETS)) / 0.01)
                    .as("position %s", i)
                    .isCloseTo(gradient[i], within(1e-3));
        }
    }

    private static double loss(double margin, float[] predicted, double[] targets) {
        return TensorScope.get(() -> new RankingLoss(margin)
                .of(Tensors.of(predicted, predicted.length), targets)
                .item_double());
    }

    private static double accuracy(float[] predicted) {
        return TensorScope.get(() -> RankingLoss.accuracy(Tensors.of(predicted, predicted.length), TARGETS));
    }
}
