package org.huale.torch.nn;

import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.graph.LayerGraph;

/** A path that widens, filters each channel and narrows again, plus the input where the shapes agree. */
record InvertedResidual(Layer path, boolean shortcut) implements Layer {

    @Override
    public Tensor of(Tensor input) {
        Tensor result = path.of(input);
        return shortcut ? result.add_(input) : result;
    }

    @Override
    public <V> V drawn(LayerGraph<V> graph, V input) {
        V result = path.drawn(graph, input);
        return shortcut ? graph.sum(result, input) : result;
    }
}
