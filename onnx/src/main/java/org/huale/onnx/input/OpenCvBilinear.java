package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * Images in another number of pixels, bilinear between the four nearest pixels also where that skips others in shrinking.
 * Computed in whole numbers with the truncations of OpenCV's {@code INTER_LINEAR} for 8 bits, which makes images an eighth of
 * a step darker than exact arithmetic would: networks trained by that are sensitive to it. Equal to OpenCV 5.0 up to single
 * values that differ by 1.
 */
final class OpenCvBilinear {
    private static final int CHANNELS = 3;
    private static final int ONE = 2048;

    private OpenCvBilinear() {}

    static Image resized(Image image, ImageSize size) {
        if (size.equals(image.size())) {
            return image;
        }
        Taps columns = Taps.of(image.width(), size.width());
        Taps rows = Taps.of(image.height(), size.height());
        byte[] rgb = new byte[Math.toIntExact(CHANNELS * size.pixels())];
        int[] upper = new int[CHANNELS * size.width()];
        int[] lower = new int[CHANNELS * size.width()];
        for (int y = 0; y < size.height(); y++) {
            fill(upper, image, rows.low[y], columns);
            fill(lower, image, Math.min(rows.low[y] + 1, image.height() - 1), columns);
            blend(upper, lower, rows.share[y], rgb, y * upper.length);
        }
        return new Image(size, rgb);
    }

    private static void fill(int[] row, Image image, int y, Taps columns) {
        byte[] rgb = image.rgb();
        int from = y * image.width() * CHANNELS;
        int last = image.width() - 1;
        for (int x = 0; x < columns.low.length; x++) {
            int left = from + columns.low[x] * CHANNELS;
            int right = from + Math.min(columns.low[x] + 1, last) * CHANNELS;
            int share = columns.share[x];
            for (int channel = 0; channel < CHANNELS; channel++) {
                row[CHANNELS * x + channel] =
                        (ONE - share) * (rgb[left + channel] & 0xFF) + share * (rgb[right + channel] & 0xFF);
            }
        }
    }

    private static void blend(int[] upper, int[] lower, int share, byte[] rgb, int at) {
        for (int i = 0; i < upper.length; i++) {
            int above = ((ONE - share) * (upper[i] >> 4)) >> 16;
            int below = (share * (lower[i] >> 4)) >> 16;
            rgb[at + i] = (byte) ((above + below + 2) >> 2);
        }
    }

    /** For each new position along an axis the lower of two old ones, and the share of the higher in parts of {@link #ONE}. */
    private record Taps(int[] low, int[] share) {

        static Taps of(int from, int to) {
            Taps taps = new Taps(new int[to], new int[to]);
            double ratio = (double) from / to;
            for (int i = 0; i < to; i++) {
                float place = (float) ((i + 0.5) * ratio - 0.5);
                int low = (int) Math.floor(place);
                boolean inside = low >= 0 && low < from - 1;
                taps.low[i] = Math.max(0, Math.min(from - 1, low));
                taps.share[i] = inside ? (int) Math.rint((place - low) * ONE) : 0;
            }
            return taps;
        }
    }
}
