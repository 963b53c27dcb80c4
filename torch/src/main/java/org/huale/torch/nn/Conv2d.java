package org.huale.torch.nn;

import static java.util.Objects.requireNonNull;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.graph.LayerGraph;
import org.huale.torch.ops.Autocast;
import org.huale.weights.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution.
 *
 * @param weight [out, in / groups, k, k]
 * @param bias [out], or null
 * @param geometry stride, padding, groups
 */
public record Conv2d(Tensor weight, @Nullable Tensor bias, Geometry geometry) {

    /** How the kernel moves over the image; dilation is always 1. */
    public record Geometry(int kernel, int stride, int padding, int groups) {

        /** The same size out as in at stride 1. */
        public static Geometry centred(int kernel, int stride) {
            return new Geometry(kernel, stride, (kernel - 1) / 2, 1);
        }

        /** In bfloat16 the CPU takes several times as long for the gradient of such a convolution as in float32. */
        boolean stridesInGroups() {
            return groups > 1 && stride > 1;
        }

        Geometry unpadded() {
            return new Geometry(kernel, stride, 0, groups);
        }
    }

    /** Makes {@code weight} and {@code bias} in a scope, without groups; the bias begins at 0. */
    public static Conv2d create(
            ParameterStore.Scope scope, Initializer initializer, Channels channels, Geometry geometry) {
        int kernel = geometry.kernel();
        Tensor weight = scope.parameter("weight", initializer, channels.out(), channels.in(), kernel, kernel);
        Tensor bias = scope.parameter("bias", Initializer.constant(0), channels.out());
        return new Conv2d(weight, bias, geometry);
    }

    /** Channels that go in and come out. */
    public record Channels(int in, int out) {}

    /** A [B, C, H, W] map to [B, out, H', W']. */
    public Tensor of(Tensor input) {
        return of(input, weight, bias, geometry);
    }

    /** As a layer's; there is a bias. */
    <V> V drawn(LayerGraph<V> graph, V input) {
        return drawn(graph, input, this, false);
    }

    static <V> V drawn(LayerGraph<V> graph, V input, Conv2d convolution, boolean same) {
        Geometry geometry = convolution.geometry;
        return graph.convolution(
                input,
                new LayerGraph.Convolution(
                        numbers(convolution.weight),
                        numbers(requireNonNull(convolution.bias)),
                        geometry.stride(),
                        geometry.padding(),
                        geometry.groups(),
                        same));
    }

    private static TensorData numbers(Tensor tensor) {
        return TensorData.of(Tensors.toFloats(tensor), tensor.shape());
    }

    static Tensor of(Tensor input, Tensor weight, @Nullable Tensor bias, Geometry geometry) {
        return geometry.stridesInGroups() && hasGradient(input, weight) && Autocast.onCpu()
                ? Autocast.withoutOnCpu(() -> convolved(input.to(ScalarType.Float), weight, bias, geometry))
                : convolved(input, weight, bias, geometry);
    }

    private static boolean hasGradient(Tensor input, Tensor weight) {
        return GradMode.is_enabled() && (input.requires_grad() || weight.requires_grad());
    }

    private static Tensor convolved(Tensor input, Tensor weight, @Nullable Tensor bias, Geometry geometry) {
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
