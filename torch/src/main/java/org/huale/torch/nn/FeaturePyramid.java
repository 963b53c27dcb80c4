package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.graph.LayerGraph;

/**
 * Brings maps of several scales to the same number of channels, each enriched from the coarser ones, and adds a still
 * coarser level by taking every second pixel of the last. Source: Lin et al., Feature Pyramid Networks for Object
 * Detection, CVPR 2017.
 */
final class FeaturePyramid {
    private final List<Conv2d> inner = new ArrayList<>();
    private final List<Conv2d> layer = new ArrayList<>();

    /** @param channels of the maps to come, finest first */
    FeaturePyramid(ParameterStore.Scope scope, List<Integer> channels, int out) {
        for (int i = 0; i < channels.size(); i++) {
            inner.add(convolution(scope.at("inner_blocks").at(i).at(0), channels.get(i), out, 1));
        }
        for (int i = 0; i < channels.size(); i++) {
            layer.add(convolution(scope.at("layer_blocks").at(i).at(0), out, out, 3));
        }
    }

    List<Tensor> of(List<Tensor> maps) {
        int last = maps.size() - 1;
        List<Tensor> levels = new ArrayList<>();
        Tensor above = inner.get(last).of(maps.get(last));
        levels.add(layer.get(last).of(above));
        levels.add(everySecondPixel(levels.get(0)));
        for (int i = last - 1; i >= 0; i--) {
            Tensor lateral = inner.get(i).of(maps.get(i));
            above = lateral.add_(torch.upsample_nearest2d(above, lateral.size(2), lateral.size(3)));
            levels.add(0, layer.get(i).of(above));
        }
        return List.copyOf(levels);
    }

    <V> List<V> drawn(LayerGraph<V> graph, List<V> maps) {
        int last = maps.size() - 1;
        List<V> levels = new ArrayList<>();
        V above = inner.get(last).drawn(graph, maps.get(last));
        levels.add(layer.get(last).drawn(graph, above));
        levels.add(graph.maxPool(levels.get(0), 1, 2, 0));
        for (int i = last - 1; i >= 0; i--) {
            V lateral = inner.get(i).drawn(graph, maps.get(i));
            above = graph.sum(lateral, graph.repeatedTo(above, lateral));
            levels.add(0, layer.get(i).drawn(graph, above));
        }
        return List.copyOf(levels);
    }

    private static Tensor everySecondPixel(Tensor map) {
        return torch.max_pool2d(map, new long[] {1, 1}, new long[] {2, 2}, new long[] {0, 0}, new long[] {1, 1}, false);
    }

    private static Conv2d convolution(ParameterStore.Scope scope, int in, int out, int kernel) {
        return Conv2d.create(
                scope, Initializer.heUniformFanIn(), new Conv2d.Channels(in, out), Conv2d.Geometry.centred(kernel, 1));
    }
}
