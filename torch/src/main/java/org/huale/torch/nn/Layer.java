package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.graph.LayerGraph;

/** A function from feature maps [B, C, H, W] to feature maps. Leaves its input as it was. */
interface Layer {
    Tensor of(Tensor input);

    /** Tells a graph what it computes; within a scope and without gradient. */
    <V> V drawn(LayerGraph<V> graph, V input);

    /** One layer after the other. */
    static Layer chain(List<? extends Layer> layers) {
        return new Chain(layers);
    }

    /** See {@link #chain}. */
    record Chain(List<? extends Layer> layers) implements Layer {

        @Override
        public Tensor of(Tensor input) {
            Tensor result = input;
            for (Layer layer : layers) {
                result = layer.of(result);
            }
            return result;
        }

        @Override
        public <V> V drawn(LayerGraph<V> graph, V input) {
            V result = input;
            for (Layer layer : layers) {
                result = layer.drawn(graph, result);
            }
            return result;
        }
    }
}
