package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.huale.torch.nn.ConvNormActivation.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvNormActivationTest {
    private final ParameterStore store = Golden.store();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void gradientAgreesWithFiniteDifferences(Activation activation) {
        Layer layer = layer(Shape.dense(2, 3, 3, 1).then(activation));
        Golden.fill(store);
        TensorScope.run(() -> loss(layer).backward());
        Tensor weight = store.get("conv.weight");
        float[] gradient = TensorScope.get(() -> Tensors.toFloats(weight.grad()));
        float[] values = TensorScope.get(() -> Tensors.toFloats(weight));
        for (int i = 0; i < values.length; i += 7) {
            double difference = (lossAt(layer, values, i, 1e-2f) - lossAt(layer, values, i, -1e-2f)) / 2e-2;
            assertThat((double) gradient[i]).as("weight %d", i).isCloseTo(difference, within(2e-2));
        }
    }

    @Test
    void calibratedNormsGiveEachChannelMeanZeroAndVarianceOne() {
        Layer layer = layer(Shape.dense(2, 3, 3, 1));
        TensorScope.runWithoutGradient(() -> {
            store.calibrate(() -> layer.of(input(5, 4)));
        });
        TensorScope.run(() -> {
            Tensor output = layer.of(input(5, 4));
            long[] all = {0, 2, 3};
            for (float mean : Tensors.toFloats(output.mean(all))) {
                assertThat(mean).isCloseTo(0, within(1e-4f));
            }
            for (float variance : Tensors.toFloats(output.var(all, false))) {
                assertThat(variance).isCloseTo(1, within(1e-3f));
            }
        });
    }

    @Test
    void recordedAndKeptWeightsGiveTheSame() {
        Layer layer = layer(Shape.dense(2, 3, 3, 1));
        Golden.fill(store);
        float[] recorded = TensorScope.get(() -> Tensors.toFloats(layer.of(input(5, 4))));
        assertThat(output(layer)).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource({"conv.weight", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"})
    void keptWeightsFollowEveryChange(String changed) {
        Layer layer = layer(Shape.dense(2, 3, 3, 1));
        Golden.fill(store);
        float[] before = output(layer);
        TensorScope.runWithoutGradient(() -> store.get(changed).add_(new Scalar(0.5)));
        float[] after = output(layer);
        float[] fresh = TensorScope.get(() -> Tensors.toFloats(layer.of(input(5, 4))));
        assertThat(after).isNotEqualTo(before).isEqualTo(fresh);
    }

    @Test
    void normIsScaleAndShiftOfTheConvolution() {
        Layer layer = layer(Shape.dense(2, 3, 3, 1));
        Golden.fill(store);
        float[] expected = TensorScope.withoutGradient(() -> Tensors.toFloats(normalised()));
        float[] actual = output(layer);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 4", "7, 5", "8, 3", "1, 2"})
    void samePaddingPutsTheOddZeroAfter(int height, int width) {
        Layer layer = layer(Shape.depthwise(2, 3, 2).paddedAs(Padding.SAME));
        float[] actual = TensorScope.withoutGradient(() -> Tensors.toFloats(layer.of(input(height, width))));
        float[] weight = Tensors.toFloats(store.get("conv.weight"));
        float[] image = TensorScope.get(() -> Tensors.toFloats(input(height, width)));
        int rows = (height + 1) / 2;
        int columns = (width + 1) / 2;
        assertThat(actual).hasSize(2 * rows * columns);
        for (int i = 0; i < actual.length; i++) {
            int channel = i / (rows * columns);
            double sum = 0;
            for (int tap = 0; tap < 9; tap++) { // TensorFlow: first window begins at 0 for even sizes, at -1 for odd
                int y = i / columns % rows * 2 + tap / 3 - height % 2;
                int x = i % columns * 2 + tap % 3 - width % 2;
                boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                sum += inside ? weight[channel * 9 + tap] * image[(channel * height + y) * width + x] : 0;
            }
            assertThat((double) actual[i]).as("%d", i).isCloseTo(sum / Math.sqrt(1 + 1e-5), within(1e-5));
        }
    }

    private Layer layer(Shape shape) {
        return new ConvNormActivation(
                new ParameterStore.Scope(store, "conv."),
                new ParameterStore.Scope(store, "norm."),
                shape,
                new FrozenBatchNorm.Options(1e-5, false));
    }

    private Tensor normalised() {
        Tensor convolved = Conv2d.of(input(5, 4), store.get("conv.weight"), null, Conv2d.Geometry.centred(3, 1));
        Tensor deviation = store.get("norm.running_var").add(new Scalar(1e-5)).sqrt();
        Tensor centred = convolved.sub(store.get("norm.running_mean").view(1, -1, 1, 1));
        return centred.div(deviation.view(1, -1, 1, 1))
                .mul(store.get("norm.weight").view(1, -1, 1, 1))
                .add(store.get("norm.bias").view(1, -1, 1, 1));
    }

    private double lossAt(Layer layer, float[] values, int position, float step) {
        float[] moved = values.clone();
        moved[position] += step;
        Tensor weight = store.get("conv.weight");
        TensorScope.runWithoutGradient(() -> weight.copy_(Tensors.of(moved, 3, 2, 3, 3)));
        double loss = TensorScope.withoutGradient(() -> loss(layer).item_double());
        TensorScope.runWithoutGradient(() -> weight.copy_(Tensors.of(values, 3, 2, 3, 3)));
        return loss;
    }

    private static Tensor loss(Layer layer) {
        Tensor output = layer.of(input(5, 4));
        float[] directions = new float[Math.toIntExact(output.numel())];
        Random random = new Random(3);
        for (int i = 0; i < directions.length; i++) {
            directions[i] = random.nextFloat() - 0.3f;
        }
        return output.mul(Tensors.of(directions, 1, 3, 5, 4)).sum();
    }

    private static float[] output(Layer layer) {
        return TensorScope.withoutGradient(() -> Tensors.toFloats(layer.of(input(5, 4))));
    }

    private static Tensor input(int height, int width) {
        Random random = new Random(7);
        float[] values = new float[2 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return Tensors.channelsLast(Tensors.of(values, 1, 2, height, width));
    }
}
