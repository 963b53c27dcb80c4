package org.huale.torch.nn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.graph.LayerGraph;

/** What follows a normalised convolution. */
enum Activation {
    NONE,
    RELU,
    RELU6,
    HARDSWISH;

    /** Overwrites the argument where the gradient allows it; use the result only. */
    Tensor inPlace(Tensor input) {
        return switch (this) {
            case NONE -> input;
            case RELU -> torch.relu_(input);
            case RELU6 -> torch.hardtanh_(input, new Scalar(0.0), new Scalar(6.0));
            case HARDSWISH -> hardswish(input);
        };
    }

    <V> V drawn(LayerGraph<V> graph, V input) {
        return switch (this) {
            case NONE -> input;
            case RELU -> graph.relu(input);
            case RELU6 -> graph.relu6(input);
            case HARDSWISH -> graph.hardSwish(input);
        };
    }

    /** The gradient needs the input, so that a recorded call in place would copy it first. */
    private static Tensor hardswish(Tensor input) {
        boolean recorded = GradMode.is_enabled() && input.requires_grad();
        return recorded ? torch.hardswish(input) : torch.hardswish_(input);
    }
}
