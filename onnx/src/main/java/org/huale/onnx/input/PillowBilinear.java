package org.huale.onnx.input;

import java.util.Arrays;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.TriangleFilter;

/**
 * Images in another number of pixels: along each axis the mean weighted by a triangle, as wide as two pixels of the coarser
 * grid. Computed in whole numbers and rounded after each axis, across first, as Pillow's {@code BILINEAR} does.
 */
final class PillowBilinear {
    private static final int CHANNELS = 3;
    private static final int BITS = 22;

    private PillowBilinear() {}

    static Image resized(Image image, ImageSize size) {
        return down(across(image, size.width()), size.height());
    }

    private static Image across(Image image, int width) {
        if (width == image.width()) {
            return image;
        }
        Weights weights = Weights.of(image.width(), width);
        ImageSize size = new ImageSize(width, image.height());
        byte[] rgb = new byte[Math.toIntExact(CHANNELS * size.pixels())];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < width; x++) {
                int from = CHANNELS * (y * image.width() + weights.first[x]);
                weigh(image.rgb(), from, CHANNELS, weights.shares[x], rgb, CHANNELS * (y * width + x));
            }
        }
        return new Image(size, rgb);
    }

    private static Image down(Image image, int height) {
        if (height == image.height()) {
            return image;
        }
        Weights weights = Weights.of(image.height(), height);
        ImageSize size = new ImageSize(image.width(), height);
        byte[] rgb = new byte[Math.toIntExact(CHANNELS * size.pixels())];
        int row = CHANNELS * size.width();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < row; x += CHANNELS) {
                weigh(image.rgb(), weights.first[y] * row + x, row, weights.shares[y], rgb, y * row + x);
            }
        }
        return new Image(size, rgb);
    }

    /** The three channels of a pixel. */
    private static void weigh(byte[] source, int from, int step, int[] shares, byte[] target, int to) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            int sum = 1 << (BITS - 1);
            for (int k = 0; k < shares.length; k++) {
                sum += shares[k] * (source[from + k * step + channel] & 0xFF);
            }
            target[to + channel] = (byte) Math.min(255, sum >> BITS);
        }
    }

    /** For each position along the new axis the first of the old ones that count, and the shares of it and the next. */
    private record Weights(int[] first, int[][] shares) {

        static Weights of(int from, int to) {
            TriangleFilter filter = TriangleFilter.of(from, to);
            int[][] shares = new int[to][];
            Arrays.setAll(
                    shares,
                    i -> Arrays.stream(filter.shares()[i])
                            .mapToInt(it -> (int) (0.5 + it * (1 << BITS)))
                            .toArray());
            return new Weights(filter.first(), shares);
        }
    }
}
