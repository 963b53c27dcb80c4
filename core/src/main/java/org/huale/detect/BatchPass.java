package org.huale.detect;

import java.util.List;
import java.util.function.Function;
import org.huale.image.Image;

/**
 * One way of images through a network.
 *
 * @param preparation makes an image ready; plain Java, called by many threads
 * @param network what comes out for each image of a batch, in their order; called by the thread that opened the detector
 * @param <P> an image as the network takes it
 * @param <T> what comes out of it
 */
public record BatchPass<P, T>(Function<Image, P> preparation, Function<List<P>, List<T>> network) {

    /** What comes out for images as one batch; empty for none. */
    public List<T> of(List<Image> images) {
        return images.isEmpty()
                ? List.of()
                : network.apply(images.stream().map(preparation).toList());
    }
}
