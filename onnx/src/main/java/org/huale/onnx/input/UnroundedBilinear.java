package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
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
    private final Taps columns;
    private final Taps rows;

    UnroundedBilinear(Image image, ImageSize size, ColourTables colours) {
        this.image = image;
        this.size = size;
        this.colours = colours;
        this.columns = Taps.of(image.width(), size.width());
        this.rows = Taps.of(image.height(), size.height());
    }

    @Override
    public ImageSize size() {
        return size;
    }

    @Override
    public void copyRow(int y, int channel, float[] values, int to, int step) {
        for (int x = 0; x < size.width(); x++) {
            float upper = along(rows.low[y], x, channel);
            float lower = along(rows.high[y], x, channel);
            values[to + x * step] = between(upper, lower, rows.share[y]);
        }
    }

    private float along(int row, int x, int channel) {
        int from = row * image.width();
        return between(
                colours.at(image, from + columns.low[x], channel),
                colours.at(image, from + columns.high[x], channel),
                columns.share[x]);
    }

    private static float between(float one, float other, float share) {
        return (1 - share) * one + share * other;
    }

    /** For each new position along an axis the two old ones, and the share of the higher. */
    private record Taps(int[] low, int[] high, float[] share) {

        static Taps of(int from, int to) {
            Taps taps = new Taps(new int[to], new int[to], new float[to]);
            float ratio = (float) from / to;
            for (int i = 0; i < to; i++) {
                float place = Math.max(0, ratio * (i + 0.5f) - 0.5f);
                taps.low[i] = Math.min((int) place, from - 1);
                taps.high[i] = Math.min(taps.low[i] + 1, from - 1);
                taps.share[i] = place - taps.low[i];
            }
            return taps;
        }
    }
}
