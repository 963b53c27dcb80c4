package org.huale.torch.rcnn.input;

import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;

/**
 * An image as the network takes it.
 *
 * @param pixels {@code [H W 3]}, resized and normalised, row by row
 * @param size after resizing
 * @param original before
 */
public record PreparedImage(float[] pixels, ImageSize size, ImageSize original) {

    public PreparedImage {
        if (pixels.length != size.pixels() * 3) {
            throw new IllegalArgumentException(
                    "an image of " + size + " needs " + size.pixels() * 3 + " values, got " + pixels.length);
        }
    }

    /** Boxes of the original image in pixels of the resized one. */
    public float[] toResized(float[] boxes) {
        return FlatBoxes.scaled(
                boxes, (float) size.width() / original.width(), (float) size.height() / original.height());
    }

    /** Boxes of the resized image in pixels of the original one. */
    public float[] toOriginal(float[] boxes) {
        return FlatBoxes.scaled(
                boxes, (float) original.width() / size.width(), (float) original.height() / size.height());
    }
}
