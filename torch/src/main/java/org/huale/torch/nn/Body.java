package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A classification network up to the last layer that the pyramid needs.
 *
 * @param layers in order
 * @param returned ascending positions in {@code layers} of the maps to return; the last is the last layer
 * @param channels of the returned maps
 */
record Body(List<? extends Layer> layers, List<Integer> returned, List<Integer> channels) {

    List<Tensor> of(Tensor images) {
        List<Tensor> maps = new ArrayList<>();
        Tensor map = images;
        for (int i = 0; i < layers.size(); i++) {
            map = layers.get(i).of(map);
            if (returned.contains(i)) {
                maps.add(map);
            }
        }
        return maps;
    }
}
