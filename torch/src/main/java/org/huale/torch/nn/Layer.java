package org.huale.torch.nn;

import org.bytedeco.pytorch.Tensor;

/** A function from feature maps [B, C, H, W] to feature maps. Leaves its input as it was. */
@FunctionalInterface
interface Layer {
    Tensor of(Tensor input);

    /** One layer after the other. */
    static Layer chain(Iterable<? extends Layer> layers) {
        return input -> {
            Tensor result = input;
            for (Layer layer : layers) {
                result = layer.of(result);
            }
            return result;
        };
    }
}
