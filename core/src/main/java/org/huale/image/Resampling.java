package org.huale.image;

import java.util.Arrays;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;

/**
 * Images in another number of pixels: along each axis the mean weighted by a triangle, which is as wide as two pixels of the
 * coarser of both grids. Enlarging is bilinear; shrinking does not skip pixels. Pillow's {@code BILINEAR} does the same.
 */
public final class Resampling {

    private Resampling() {}

    public static Image resized(Image image, ImageSize size) {
        return size.equals(image.size()) ? image : resized(image, size, Window.whole(size));
    }

    /**
     * A part of the resized image, which may be larger than any array: no more of it is worked out.
     *
     * @param part within it
     */
    public static Image resized(Image image, ImageSize size, Window part) {
        Weights across = Weights.of(TriangleFilter.of(
                image.width(), size.width(), part.x(), part.size().width()));
        Weights down = Weights.of(TriangleFilter.of(
                image.height(), size.height(), part.y(), part.size().height()));
        float[] rows = alongRows(image, across, down);
        return new Image(part.size(), alongColumns(rows, part.size(), down));
    }

    /** @param down by which it follows which rows of the image count */
    private static float[] alongRows(Image image, Weights weights, Weights down) {
        int width = weights.first.length;
        int height = down.end() - down.start();
        float[] target = new float[3 * width * height];
        byte[] rgb = image.rgb();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * ((down.start() + y) * image.width() + weights.first[x]);
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
                int from = (weights.first[y] - weights.start() + k) * row;
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

        static Weights of(TriangleFilter filter) {
            float[][] shares = new float[filter.shares().length][];
            Arrays.setAll(shares, i -> floats(filter.shares()[i]));
            return new Weights(filter.first(), shares);
        }

        /** The first of all old positions that count. */
        int start() {
            return first[0];
        }

        /** One more than the last of them. */
        int end() {
            int last = first.length - 1;
            return first[last] + shares[last].length;
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
