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
            Weights weights = new Weights(new int[to], new float[to][]);
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

        private static float[] shares(int low, int high, double centre, double reach) {
            double[] triangle = new double[high - low];
            double sum = 0;
            for (int k = 0; k < triangle.length; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - centre) / reach);
                sum += triangle[k];
            }
            float[] shares = new float[triangle.length];
            for (int k = 0; k < shares.length; k++) {
                shares[k] = (float) (triangle[k] / sum);
            }
            return shares;
        }
    }
}
