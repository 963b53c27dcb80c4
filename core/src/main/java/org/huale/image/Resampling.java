package org.huale.image;

import java.util.Arrays;
import org.huale.geometry.ImageSize;

/**
 * Images in another number of pixels: along each axis the mean weighted by a triangle, which is as wide as two pixels of the
 * coarser of both grids. Enlarging is bilinear; shrinking does not skip pixels. Pillow's {@code BILINEAR} does the same.
 */
public final class Resampling {

    private Resampling() {}

    public static Image resized(Image image, ImageSize size) {
        if (size.equals(image.size())) {
            return image;
        }
        float[] across = alongRows(image, Weights.of(image.width(), size.width()));
        byte[] rgb = alongColumns(across, size, Weights.of(image.height(), size.height()));
        return new Image(size, rgb);
    }

    private static float[] alongRows(Image image, Weights weights) {
        int width = weights.first.length;
        float[] target = new float[3 * width * image.height()];
        byte[] rgb = image.rgb();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * (y * image.width() + weights.first[x]);
                for (int channel = 0; channel < 3; channel++) {
                    float sum = 0;
                    for (int k = 0; k < weights.shares[x].length; k++) {
                        sum += weights.shares[x][k] * (rgb[from + 3 * k + channel] & 0xFF);
                    }
                    target[3 * (y * width + x) + channel] = sum;
                }
            }
        }
        return target;
    }

    private static byte[] alongColumns(float[] source, ImageSize size, Weights weights) {
        int row = 3 * size.width();
        byte[] rgb = new byte[row * size.height()];
        float[] sums = new float[row];
        for (int y = 0; y < size.height(); y++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < weights.shares[y].length; k++) {
                int from = (weights.first[y] + k) * row;
                for (int i = 0; i < row; i++) {
                    sums[i] += weights.shares[y][k] * source[from + i];
                }
            }
            for (int i = 0; i < row; i++) {
                rgb[y * row + i] = (byte) Math.round(sums[i]);
            }
        }
        return rgb;
    }

    /** For each position along the new axis the first of the old ones that count, and the shares of it and the next. */
    private record Weights(int[] first, float[][] shares) {

        static Weights of(int from, int to) {
            TriangleFilter filter = TriangleFilter.of(from, to);
            float[][] shares = new float[to][];
            Arrays.setAll(shares, i -> floats(filter.shares()[i]));
            return new Weights(filter.first(), shares);
        }

        private static float[] floats(double[] exact) {
            float[] shares = new float[exact.length];
            for (int k = 0; k < shares.length; k++) {
                shares[k] = (float) exact[k];
            }
            return shares;
        }
    }
}
