package org.huale.torch.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/** One file of values that torchvision computed; see the README beside the files. */
public record Golden(StateDict values) {

    public static Golden of(String name) {
        return in("detector", name);
    }

    /** A file of another folder of goldens. */
    public static Golden in(String folder, String name) {
        try {
            String file = "/golden/" + folder + "/" + name + ".safetensors";
            return new Golden(WeightsFile.read(Path.of(
                    Objects.requireNonNull(Golden.class.getResource(file), file).toURI())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public float[] floats(String name) {
        return values.get(name).toFloats();
    }

    public double[] doubles(String name) {
        return values.get(name).toDoubles();
    }

    public int[] ints(String name) {
        return Arrays.stream(doubles(name)).mapToInt(value -> (int) value).toArray();
    }

    /** Compares with a large tensor that is stored as a sample; the tolerance is relative to the largest sample. */
    public void assertSampled(String name, Tensor actual, double tolerance) {
        assertThat(shape(actual)).as(name).isEqualTo(doubles(name + ".shape"));
        assertSampled(name, Tensors.toFloats(actual), tolerance);
    }

    /** As above, for the values in row-major order. */
    public void assertSampled(String name, float[] values, double tolerance) {
        float[] sample = floats(name + ".sample");
        int stride = (int) doubles(name + ".stride")[0];
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < sample.length; i++) {
            largest = Math.max(largest, Math.abs(sample[i]));
            difference = Math.max(difference, Math.abs(sample[i] - values[i * stride]));
        }
        assertThat(difference / largest).as("largest difference of " + name).isLessThanOrEqualTo(tolerance);
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
                TensorScope.runWithoutGradient(() -> tensor.copy_(Tensors.of(values, shape)));
            }
        });
    }

    private Offset<Double> withinPart(String name, double tolerance) {
        return Offset.offset(tolerance * doubles(name + ".sums")[1]);
    }

    private static double absoluteSum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    private static double[] shape(Tensor tensor) {
        double[] shape = new double[Math.toIntExact(tensor.dim())];
        Arrays.setAll(shape, tensor::size);
        return shape;
    }
}
