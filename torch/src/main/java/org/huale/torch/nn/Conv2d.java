package org.huale.torch.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.graph.LayerGraph;
import org.huale.torch.ops.Fused;
import org.huale.torch.ops.OneDnn;
import org.huale.torch.ops.PackedConvolution;
import org.huale.weights.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution. Where no gradient is recorded, its weight is laid out once for all calls, and again when it
 * has changed.
 */
public final class Conv2d {
    private final Tensor weight;
    private final Tensor bias;
    private final Geometry geometry;
    private final Derived packed;

    private Conv2d(ParameterStore store, Tensor weight, Tensor bias, Geometry geometry) {
        this.weight = weight;
        this.bias = bias;
        this.geometry = geometry;
        packed = store.derive(() -> geometry.packing(Fused.NONE).packed(weight), weight);
    }

    /** How the kernel moves over the image; dilation is always 1. */
    public record Geometry(int kernel, int stride, int padding, int groups) {

        /** The same size out as in at stride 1. */
        public static Geometry centred(int kernel, int stride) {
            return new Geometry(kernel, stride, (kernel - 1) / 2, 1);
        }

        Geometry unpadded() {
            return new Geometry(kernel, stride, 0, groups);
        }

        PackedConvolution packing(Fused next) {
            return new PackedConvolution(stride, padding, groups, next);
        }
    }

    /** Makes {@code weight} and {@code bias} in a scope, without groups; the bias begins at 0. */
    public static Conv2d create(
            ParameterStore.Scope scope, Initializer initializer, Channels channels, Geometry geometry) {
        int kernel = geometry.kernel();
        Tensor weight = scope.parameter("weight", initializer, channels.out(), channels.in(), kernel, kernel);
        Tensor bias = scope.parameter("bias", Initializer.constant(0), channels.out());
        return new Conv2d(scope.store(), weight, bias, geometry);
    }

    /** Channels that go in and come out. */
    public record Channels(int in, int out) {}

    /** [out, in / groups, k, k]. */
    public Tensor weight() {
        return weight;
    }

    /** [out]. */
    public Tensor bias() {
        return bias;
    }

    /** A [B, C, H, W] map to [B, out, H', W']. */
    public Tensor of(Tensor input) {
        return OneDnn.serves(input)
                ? geometry.packing(Fused.NONE).of(input, packed.get(), bias)
                : of(input, weight, bias, geometry);
    }

    /** As a layer's. */
    <V> V drawn(LayerGraph<V> graph, V input) {
        return graph.convolution(input, numbers(weight, bias, geometry, false));
    }

    /** What a graph is told of a convolution; {@code same} as there. */
    static LayerGraph.Convolution numbers(Tensor weight, Tensor bias, Geometry geometry, boolean same) {
        return new LayerGraph.Convolution(
                numbers(weight), numbers(bias), geometry.stride(), geometry.padding(), geometry.groups(), same);
    }

    private static TensorData numbers(Tensor tensor) {
        return TensorData.of(Tensors.toFloats(tensor), tensor.shape());
    }

    /** The plain convolution, without anything laid out. */
    public static Tensor of(Tensor input, Tensor weight, @Nullable Tensor bias, Geometry geometry) {
        return torch.conv2d(
                input,
                weight,
                bias == null ? new TensorOptional() : new TensorOptional(bias),
                new long[] {geometry.stride(), geometry.stride()},
                new long[] {geometry.padding(), geometry.padding()},
                new long[] {1, 1},
                geometry.groups());
    }
}
