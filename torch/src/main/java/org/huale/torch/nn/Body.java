package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.graph.LayerGraph;

/**
 * A classification network up to the last layer that the pyramid needs.
 *
 * @param layers in order
 * @param returned ascending positions in {@code layers} of the maps to return; the last is the last layer
 * @param channels of the returned maps
 * @param frozen layers at the beginning that do not train
 */
record Body(List<? extends Layer> layers, List<Integer> returned, List<Integer> channels, int frozen) {

    Body(List<? extends Layer> layers, List<Integer> returned, List<Integer> channels) {
        this(layers, returned, channels, 0);
    }

    Body withFrozen(int number) {
        return new Body(layers, returned, channels, Math.min(number, layers.size()));
    }

    List<Tensor> of(Tensor images) {
        return through(0, layers.size(), images);
    }

    /** Tells a graph all layers; the maps to return. */
    <V> List<V> drawn(LayerGraph<V> graph, V images) {
        List<V> maps = new ArrayList<>();
        V map = images;
        for (int i = 0; i < layers.size(); i++) {
            map = layers.get(i).drawn(graph, map);
            if (returned.contains(i)) {
                maps.add(map);
            }
        }
        return maps;
    }

    /** The returned maps of the layers that do not train, and the map that the first trained layer takes. */
    List<Tensor> frozen(Tensor images) {
        return through(0, frozen, images);
    }

    /** The maps to return, from what {@link #frozen} gave. */
    List<Tensor> afterFrozen(List<Tensor> maps) {
        List<Tensor> all = new ArrayList<>(maps);
        Tensor last = frozen < layers.size() && !returned.contains(frozen - 1)
                ? all.remove(all.size() - 1)
                : all.get(all.size() - 1);
        all.addAll(through(frozen, layers.size(), last));
        return all;
    }

    /** The maps to return of some layers; the last layer's map is the last one even where it is not to be returned. */
    private List<Tensor> through(int from, int to, Tensor input) {
        List<Tensor> maps = new ArrayList<>();
        Tensor map = input;
        for (int i = from; i < to; i++) {
            map = layers.get(i).of(map);
            if (returned.contains(i) || i == to - 1) {
                maps.add(map);
            }
        }
        return maps;
    }
}
