package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;

/** The layers of a body as they are added one by one, up to the last whose map the pyramid takes. */
final class TappedLayers {
    private final List<Integer> taps;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();

    /** @param taps ascending positions of the layers whose maps are returned, at least one */
    TappedLayers(List<Integer> taps) {
        this.taps = taps;
    }

    /** @param out channels of the layer's map */
    void add(Layer layer, int out) {
        layers.add(layer);
        channels.add(out);
    }

    int size() {
        return layers.size();
    }

    /** Whether the last layer that is needed is there. */
    boolean complete() {
        return layers.size() > taps.get(taps.size() - 1);
    }

    /** Channels of the map that the next layer takes; there is a layer. */
    int lastChannels() {
        return channels.get(channels.size() - 1);
    }

    Body body() {
        return new Body(layers, taps, taps.stream().map(channels::get).toList());
    }
}
