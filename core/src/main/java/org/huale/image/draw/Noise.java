package org.huale.image.draw;

import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Pictures of nothing, to time work on. */
public final class Noise {
    private Noise() {}

    /** An image each of whose bytes is drawn; the same seed gives the same. */
    public static Image of(ImageSize size, long seed) {
        byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Image(size, rgb);
    }
}
