package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
import org.huale.image.BilinearTaps;
import org.huale.image.Image;

/**
 * An image in another number of pixels, bilinear between the four nearest pixels also where that skips others in shrinking.
 * Computed in floating point from normalised colours, as PyTorch's {@code interpolate} resizes without antialiasing; nothing is
 * rounded to whole values of 0 to 255.
 */
final class UnroundedBilinear implements ScaledImage {
    private final Image image;
    private final ImageSize size;
    private final ColourTables colours;
    private final BilinearTaps columns;
    private final BilinearTaps rows;

    UnroundedBilinear(Image image, ImageSize size, ColourTables colours) {
        this.image = image;
        this.size = size;
        this.colours = colours;
        this.columns = BilinearTaps.of(image.width(), size.width());
        this.rows = BilinearTaps.of(image.height(), size.height());
    }

    @Override
    public ImageSize size() {
        return size;
    }

    @Override
    public void copyRow(int y, int channel, float[] values, int to, int step) {
        for (int x = 0; x < size.width(); x++) {
            float upper = along(rows.low()[y], x, channel);
            float lower = along(rows.high()[y], x, channel);
            values[to + x * step] = between(upper, lower, rows.share()[y]);
        }
    }

    private float along(int row, int x, int channel) {
        int from = row * image.width();
        return between(
                colours.at(image, from + columns.low()[x], channel),
                colours.at(image, from + columns.high()[x], channel),
                columns.share()[x]);
    }

    private static float between(float one, float other, float share) {
        return (1 - share) * one + share * other;
    }
}
