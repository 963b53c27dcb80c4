package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

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
            Weights weights = new Weights(new int[to], new int[to][]);
            double ratio = (double) from / to;
            double reach = Math.max(1, ratio);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * ratio;
                int low = Math.max(0, (int) (centre - reach + 0.5));
                int high = Math.min(from, (int) (centre + reach + 0.5));
                weights.first[i] = low;
                weights.shares[i] = shares(low, high, centre, reach);
            }
            return weights;
        }

        private static int[] shares(int low, int high, double centre, double reach) {
            double[] triangle = new double[high - low];
            double sum = 0;
            for (int k = 0; k < triangle.length; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - centre) / reach);
                sum += triangle[k];
            }
            int[] shares = new int[triangle.length];
            for (int k = 0; k < shares.length; k++) {
                shares[k] = (int) (0.5 + triangle[k] / sum * (1 << BITS));
            }
            return shares;
        }
    }
}
