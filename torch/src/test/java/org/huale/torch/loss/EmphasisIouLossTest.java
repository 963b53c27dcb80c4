package org.huale.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.huale.geometry.Box;
import org.huale.torch.loss.EmphasisIouLoss.Variant;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmphasisIouLossTest {
    private static final EmphasisIouLoss LITERAL = new EmphasisIouLoss(Variant.LITERAL, 0.8);
    private static final EmphasisIouLoss SAFE = new EmphasisIouLoss(Variant.SAFE, 0.8);

    @ParameterizedTest
    @CsvSource({
        "5 0 15 10, 0 0 10 10, .8392, .8392",
        "20 0 30 10, 0 0 10 10, .9640, 1.0667",
        "8 8 10 10, 0 0 2 2, .2546, 1.1840",
        "10 0 20 10, 0 0 10 10, 1, 1",
        "0 0 10 10, 0 0 10 10, 0, 0"
    })
    void pairsHaveTheValuesComputedByHand(String predicted, String target, float literal, float safe) {
        assertThat(value(LITERAL, boxes(predicted), boxes(target))).isCloseTo(literal, Offset.offset(6e-5f));
        assertThat(value(SAFE, boxes(predicted), boxes(target))).isCloseTo(safe, Offset.offset(6e-5f));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.999, .0080, 6.36",
        "-0.9, .3011, 2.25",
        "-0.5, .8615, .804",
        "-0.2, 1.0038, .167",
        "0.1, .9713, -.373",
        "0.5, .6916, -1.014",
        "0.9, .1671, -1.601"
    })
    void theFormulaHasTheTabulatedValuesAndSlopes(float giou, double value, double slope) {
        assertThat(LITERAL.of((double) giou)).isCloseTo(value, Offset.offset(6e-5));
        assertThat((double) slopes(LITERAL, giou)[0]).isCloseTo(slope, Offset.offset(6e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 0.8, 0.99})
    void theSafeVariantNeverRisesWithOverlap(double gamma) {
        EmphasisIouLoss loss = new EmphasisIouLoss(Variant.SAFE, gamma);
        float[] gious = new float[2001];
        for (int i = 0; i < gious.length; i++) {
            gious[i] = -1 + i / 1000f;
        }
        for (float slope : slopes(loss, gious)) {
            assertThat(slope).isFinite().isLessThanOrEqualTo(0);
        }
        assertThat(loss.of(-1.0)).isCloseTo(2 - gamma, Offset.offset(1e-12));
    }

    @Test
    void theSafeVariantIsSmoothWhereBoxesTouch() {
        float[] slopes = slopes(SAFE, -1e-4f, 0, 1e-4f);

        assertThat(slopes[0]).isCloseTo(-0.2f, Offset.offset(1e-5f));
        assertThat(slopes[1]).isCloseTo(-0.2f, Offset.offset(1e-5f));
        assertThat(slopes[2]).isCloseTo(-0.2f, Offset.offset(1e-3f));
    }

    @Test
    void theLiteralVariantRewardsBoxesFarApart() {
        assertThat(LITERAL.of(-0.99)).isLessThan(LITERAL.of(-0.5));
        assertThat(slopes(LITERAL, -1f)[0]).isFinite();
    }

    @ParameterizedTest
    @EnumSource(names = {"LITERAL", "SAFE"})
    void tensorsAndNumbersAgree(Variant variant) {
        EmphasisIouLoss loss = new EmphasisIouLoss(variant, 0.8);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            float[] left = box(random);
            float[] right = box(random);
            double expected = loss.of(of(left).generalizedIou(of(right)));
            assertThat((double) value(loss, left, right)).isCloseTo(expected, Offset.offset(2e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LITERAL", "SAFE"})
    void gradientsAreThoseOfFiniteDifferences(Variant variant) {
        EmphasisIouLoss loss = new EmphasisIouLoss(variant, 0.8);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            float[] left = box(random);
            float[] right = box(random);
            float[] gradient = gradient(loss, left, right);
            for (int side = 0; side < 4; side++) {
                double difference =
                        (scalar(loss, left, right, side, 1e-6) - scalar(loss, left, right, side, -1e-6)) / 2e-6;
                assertThat((double) gradient[side])
                        .as("pair %d, side %d", i, side)
                        .isCloseTo(difference, Offset.offset(2e-3 * Math.max(1, Math.abs(difference))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LITERAL", "SAFE"})
    void gradientsAreFiniteForUnusualPairs(Variant variant) {
        float[][] unusual = {{0, 0, 0, 0}, {0, 0, 1, 1}, {1, 0, 2, 1}, {1e6f, 1e6f, 1.1e6f, 1.1e6f}, {0.2f, 0, 0.2f, 1}
        };
        for (float[] left : unusual) {
            for (float[] right : unusual) {
                for (float value : gradient(new EmphasisIouLoss(variant, 0.8), left, right)) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @Test
    void gammaMustLieBetweenZeroAndOne() {
        assertThatThrownBy(() -> new EmphasisIouLoss(Variant.SAFE, 1)).hasMessageContaining("gamma must be in (0, 1)");
        assertThatThrownBy(() -> new EmphasisIouLoss(Variant.SAFE, Double.NaN)).hasMessageContaining("NaN");
    }

    private static float value(EmphasisIouLoss loss, float[] predicted, float[] target) {
        return TensorScope.get(
                () -> Tensors.toFloats(loss.perPair(Tensors.boxes(predicted), Tensors.boxes(target)))[0]);
    }

    private static float[] gradient(EmphasisIouLoss loss, float[] predicted, float[] target) {
        return TensorScope.get(() -> {
            Tensor boxes = Tensors.boxes(predicted).set_requires_grad(true);
            loss.perPair(boxes, Tensors.boxes(target)).sum().backward();
            return Tensors.toFloats(boxes.grad());
        });
    }

    private static float[] slopes(EmphasisIouLoss loss, float... gious) {
        return TensorScope.get(() -> {
            Tensor values = Tensors.of(gious, gious.length).set_requires_grad(true);
            loss.of(values).sum().backward();
            return Tensors.toFloats(values.grad());
        });
    }

    private static double scalar(EmphasisIouLoss loss, float[] left, float[] right, int side, double by) {
        double[] moved = {left[0], left[1], left[2], left[3]};
        moved[side] += by;
        return loss.of(new Box(moved[0], moved[1], moved[2], moved[3]).generalizedIou(of(right)));
    }

    private static Box of(float[] box) {
        return new Box(box[0], box[1], box[2], box[3]);
    }

    private static float[] box(SplittableRandom random) {
        float x = (float) random.nextDouble(-1, 1);
        float y = (float) random.nextDouble(-1, 1);
        return new float[] {x, y, x + (float) random.nextDouble(0.2, 1.5), y + (float) random.nextDouble(0.2, 1.5)};
    }

    private static float[] boxes(String words) {
        String[] numbers = words.split(" ", -1);
        float[] box = new float[4];
        for (int i = 0; i < 4; i++) {
            box[i] = Float.parseFloat(numbers[i]);
        }
        return box;
    }
}
