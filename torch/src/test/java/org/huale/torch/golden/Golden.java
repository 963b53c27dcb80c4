package org.huale.torch.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/** One file of values that torchvision computed; {@code golden/detector/README.md} says which is what. */
public record Golden(StateDict values) {

    public static Golden of(String name) {
        String file = "/golden/detector/" + name + ".safetensors";
        URL url = Objects.requireNonNull(Golden.class.getResource(file), file);
        try {
            return new Golden(WeightsFile.read(Path.of(url.toURI())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives every tensor of a network the values of its formula. */
    @SuppressWarnings("try")
    public static void fill(ParameterStore parameters) {
        TensorScope.run(() -> {
            try (AutoGradMode off = new AutoGradMode(false)) {
                parameters.tensors().forEach(Golden::fill);
            }
        });
    }

    private static void fill(String name, Tensor tensor) {
        if (tensor.dim() > 0) {
            tensor.copy_(Tensors.of(FormulaWeights.values(name, tensor.shape()), tensor.shape()));
        }
    }

    public float[] floats(String key) {
        return values.get(key).toFloats();
    }

    public int[] ints(String key) {
        double[] doubles = values.get(key).toDoubles();
        int[] ints = new int[doubles.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) doubles[i];
        }
        return ints;
    }

    /** Asserts that the row-major values have the golden sample and sums, within a part of the mean magnitude; the sum is held five times as close. */
    public void assertSampled(String key, float[] actual, double tolerance) {
        float[] sample = floats(key + ".sample");
        double[] sums = values.get(key + ".sums").toDoubles();
        int stride = ints(key + ".stride")[0];
        double scale = tolerance * Math.max(sums[1] / actual.length, 1e-12);
        for (int i = 0; i < sample.length; i++) {
            double allowed = scale + tolerance * Math.abs(sample[i]);
            assertThat((double) actual[i * stride])
                    .as("%s, value %d", key, i * stride)
                    .isCloseTo(sample[i], within(allowed));
        }
        assertThat(magnitude(actual))
                .as("%s, sum of magnitudes", key)
                .isCloseTo(sums[1], within(tolerance / 5 * sums[1]));
    }

    private static double magnitude(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
