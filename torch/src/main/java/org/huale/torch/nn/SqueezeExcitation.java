package org.huale.torch.nn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.graph.LayerGraph;

/**
 * Weighs each channel by a number in [0, 1] that two small layers compute from all channels' means. Takes its input for
 * itself: it may be overwritten. Source: Hu et al., Squeeze-and-Excitation Networks, CVPR 2018, with the hard sigmoid of
 * MobileNetV3.
 */
final class SqueezeExcitation implements Layer {
    private final Conv2d squeeze;
    private final Conv2d excite;

    SqueezeExcitation(ParameterStore.Scope scope, int channels, int squeezed) {
        squeeze = convolution(scope.at("fc1"), channels, squeezed);
        excite = convolution(scope.at("fc2"), squeezed, channels);
    }

    @Override
    public Tensor of(Tensor input) {
        Tensor means = torch.adaptive_avg_pool2d(input, 1, 1); // [B, C, 1, 1]
        Tensor scale = torch.hardsigmoid_(excite.of(Activation.RELU.inPlace(squeeze.of(means))));
        return GradMode.is_enabled() ? input.mul(scale) : input.mul_(scale);
    }

    @Override
    public <V> V drawn(LayerGraph<V> graph, V input) {
        V squeezed = graph.relu(squeeze.drawn(graph, graph.mean(input)));
        return graph.product(input, graph.hardSigmoid(excite.drawn(graph, squeezed)));
    }

    private static Conv2d convolution(ParameterStore.Scope scope, int in, int out) {
        return Conv2d.create(
                scope, Initializer.heNormalFanOut(), new Conv2d.Channels(in, out), Conv2d.Geometry.centred(1, 1));
    }
}
