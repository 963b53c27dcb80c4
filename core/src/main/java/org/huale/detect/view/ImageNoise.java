package org.huale.detect.view;

import java.util.SplittableRandom;
import org.huale.dataset.ImageId;

/** A generator for one image of a view. */
final class ImageNoise {

    private ImageNoise() {}

    static SplittableRandom of(long seed, ImageId image) {
        return new SplittableRandom(seed ^ ((long) image.value().hashCode() << 32));
    }
}
