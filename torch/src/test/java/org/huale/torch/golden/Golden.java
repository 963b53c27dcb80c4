package org.huale.torch.golden;

import static org.assertj.core.api.Assertions.assertThat;
<<<<<<< HEAD
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.pytorch.AutoGradMode;
=======

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
>>>>>>> nn
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

<<<<<<< HEAD
/** One file of values that torchvision computed; {@code golden/detector/README.md} says which is what. */
public record Golden(StateDict values) {

    public static Golden of(String name) {
        String file = "/golden/detector/" + name + ".safetensors";
        URL url = Objects.requireNonNull(Golden.class.getResource(file), file);
        try {
            return new Golden(WeightsFile.read(Path.of(url.toURI())));
=======
/** One file of values that torchvision computed; see the README beside the files. */
public record Golden(StateDict values) {

    public static Golden of(String name) {
        try {
            String file = "/golden/detector/" + name + ".safetensors";
            return new Golden(WeightsFile.read(Path.of(
                    Objects.requireNonNull(Golden.class.getResource(file), file).toURI())));
>>>>>>> nn
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

<<<<<<< HEAD
    /** Gives every tensor of a network the values of its formula. */
    @SuppressWarnings("try")
    public static void fill(ParameterStore parameters) {
        TensorScope.run(() -> {
            try (AutoGradMode off = new AutoGradMode(false)) {
                parameters.tensors().forEach(Golden::fill);
=======
    public float[] floats(String name) {
        return values.get(name).toFloats();
    }

    public double[] doubles(String name) {
        return values.get(name).toDoubles();
    }

    /** Compares with a large tensor that is stored as a sample; the tolerance is relative to the largest sample. */
    public void assertSampled(String name, Tensor actual, double tolerance) {
        float[] values = Tensors.toFloats(actual);
        float[] sample = floats(name + ".sample");
        assertThat(shape(actual)).as(name).isEqualTo(doubles(name + ".shape"));
        int stride = (int) doubles(name + ".stride")[0];
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < sample.length; i++) {
            largest = Math.max(largest, Math.abs(sample[i]));
            difference = Math.max(difference, Math.abs(sample[i] - values[i * stride]));
        }
        assertThat(difference / largest).as("largest difference of " + name).isLessThan(tolerance);
        assertThat(absoluteSum(values)).isCloseTo(doubles(name + ".sums")[1], withinPart(name, tolerance));
    }

    /** A store on the CPU, whose initial values nobody will look at. */
    public static ParameterStore store() {
        return new ParameterStore(new Device("cpu"), 1);
    }

    /** Gives every float tensor of the network the values of its formula. */
    public static void fill(ParameterStore network) {
        network.tensors().forEach((name, tensor) -> {
            if (tensor.is_floating_point()) {
                long[] shape = Arrays.stream(shape(tensor))
                        .mapToLong(side -> (long) side)
                        .toArray();
                float[] values = FormulaWeights.values(name, shape);
                TensorScope.withoutGradient(
                        () -> tensor.copy_(Tensors.of(values, shape)).dim());
>>>>>>> nn
            }
        });
    }

<<<<<<< HEAD
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
=======
    private Offset<Double> withinPart(String name, double tolerance) {
        return Offset.offset(tolerance * doubles(name + ".sums")[1]);
    }

    private static double absoluteSum(float[] values) {
>>>>>>> nn
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
<<<<<<< HEAD
=======

    private static double[] shape(Tensor tensor) {
        double[] shape = new double[Math.toIntExact(tensor.dim())];
        Arrays.setAll(shape, tensor::size);
        return shape;
    }
>>>>>>> nn
}
