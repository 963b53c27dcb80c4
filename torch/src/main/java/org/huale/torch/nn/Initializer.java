package org.huale.torch.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the values of a new parameter are drawn. */
public interface Initializer {

    /** Row-major values for the shape; draws from the generator in order. */
    float[] values(long[] shape, RandomGenerator random);

    static Initializer constant(float value) {
        return (shape, random) -> {
            float[] values = new float[size(shape)];
            Arrays.fill(values, value);
            return values;
        };
    }

    static Initializer normal(double deviation) {
        return (shape, random) -> {
            float[] values = new float[size(shape)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            return values;
        };
    }

    static Initializer uniform(double bound) {
        return (shape, random) -> {
            float[] values = new float[size(shape)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
            return values;
        };
    }

    /** He et al., ICCV 2015, normal, by the outgoing connections, as torchvision initialises its backbones. */
    static Initializer heNormalFanOut() {
        return (shape, random) ->
                normal(Math.sqrt(2 / (double) (shape[0] * area(shape)))).values(shape, random);
    }

    /** He et al., normal, by the incoming connections. */
    static Initializer heNormalFanIn() {
        return (shape, random) ->
                normal(Math.sqrt(2 / (double) (shape[1] * area(shape)))).values(shape, random);
    }

    /** Uniform within sqrt(3 / fan in): He et al. with slope 1, as torchvision initialises the FPN. */
    static Initializer heUniformFanIn() {
        return (shape, random) ->
                uniform(Math.sqrt(3 / (double) (shape[1] * area(shape)))).values(shape, random);
    }

    /** Uniform within 1 / sqrt(fan in), PyTorch's default for convolutions and linear layers. */
    static Initializer defaultUniform(long fanIn) {
        return uniform(1 / Math.sqrt((double) fanIn));
    }

    private static long area(long[] shape) {
        return shape.length == 4 ? shape[2] * shape[3] : 1;
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        return Math.toIntExact(size);
    }
}
