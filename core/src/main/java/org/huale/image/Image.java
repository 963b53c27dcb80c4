package org.huale.image;

import org.huale.api.Stable;
import org.huale.geometry.ImageSize;

/**
 * An RGB image of 8 bits a channel.
 *
 * @param size width and height
 * @param rgb {@code H * W * 3} bytes, row by row, red first; owned by the image, not to be changed by others
 */
@Stable
public record Image(ImageSize size, byte[] rgb) {

    public Image {
        long expected = size.pixels() * 3;
        if (rgb.length != expected) {
            throw new IllegalArgumentException(
                    "an image of " + size + " needs " + expected + " bytes, got " + rgb.length);
        }
    }

    public int width() {
        return size.width();
    }

    public int height() {
        return size.height();
    }

    /** One channel (0 red, 1 green, 2 blue) of a pixel, 0..255. */
    public int at(int x, int y, int channel) {
        return rgb[(y * size.width() + x) * 3 + channel] & 0xFF;
    }

    /** The horizontal mirror image. */
    public Image flipped() {
        int width = size.width();
        byte[] mirrored = new byte[rgb.length];
        for (int row = 0; row < size.height(); row++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(rgb, (row * width + x) * 3, mirrored, (row * width + width - 1 - x) * 3, 3);
            }
        }
        return new Image(size, mirrored);
    }

    @Override
    public String toString() {
        return "Image[" + size + "]";
    }
}
