package org.huale.torch.nn.graph;

import org.huale.weights.TensorData;

/**
 * A network that is being written down in another form, such as a file's. Layers tell it in their order what they compute; each
 * gets back what its result is called there.
 *
 * @param <V> what stands for a map [B, C, H, W]
 */
public interface LayerGraph<V> {

    /**
     * A convolution with everything that follows from training already in its numbers.
     *
     * @param weight [out, in / groups, k, k]
     * @param bias [out]
     * @param same whether zeros go around the map as TensorFlow has it, only as many as needed and the odd one right and below,
     *     in place of {@code padding} on each side
     */
    record Convolution(TensorData weight, TensorData bias, int stride, int padding, int groups, boolean same) {}

    V convolution(V input, Convolution convolution);

    V relu(V input);

    /** {@code min(max(x, 0), 6)}. */
    V relu6(V input);

    /** {@code x min(max(x / 6 + 1/2, 0), 1)}. */
    V hardSwish(V input);

    /** {@code min(max(x / 6 + 1/2, 0), 1)}. */
    V hardSigmoid(V input);

    V sum(V left, V right);

    /** The map, each channel times a number: [B, C, H, W] and [B, C, 1, 1]. */
    V product(V map, V numbers);

    /** The mean of each channel, [B, C, 1, 1]. */
    V mean(V map);

    /** The largest of each window; what lies outside of the map is never the largest. */
    V maxPool(V map, int kernel, int stride, int padding);

    /** A map in the size of a finer one, each pixel repeated. */
    V repeatedTo(V coarse, V fine);
}
