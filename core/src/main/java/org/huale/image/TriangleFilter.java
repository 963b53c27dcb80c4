package org.huale.image;

/**
 * The weights of bilinear resampling along one side, as Pillow has them: a triangle as wide as a pixel of the smaller image,
 * so that every old pixel counts when an image shrinks.
 *
 * @param first for each position along the new side, the first of the old ones that count
 * @param shares of it and the next, which add up to 1
 */
@SuppressWarnings("ArrayRecordComponent") // read once for each pixel
public record TriangleFilter(int[] first, double[][] shares) {

    /** @param from pixels along the old side, and {@code to} along the new one; at least 1 */
    public static TriangleFilter of(int from, int to) {
        return of(from, to, 0, to);
    }

    /**
     * Of a part of the new side.
     *
     * @param start of its positions the first, and {@code count} how many there are
     */
    static TriangleFilter of(int from, int to, int start, int count) {
        TriangleFilter filter = new TriangleFilter(new int[count], new double[count][]);
        double ratio = (double) from / to;
        double reach = Math.max(1, ratio);
        for (int i = 0; i < count; i++) {
            double centre = (start + i + 0.5) * ratio;
            int low = Math.max(0, (int) (centre - reach + 0.5));
            int high = Math.min(from, (int) (centre + reach + 0.5));
            filter.first[i] = low;
            filter.shares[i] = shares(low, high, centre, reach);
        }
        return filter;
    }

    private static double[] shares(int low, int high, double centre, double reach) {
        double[] triangle = new double[high - low];
        double sum = 0;
        for (int k = 0; k < triangle.length; k++) {
            triangle[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - centre) / reach);
            sum += triangle[k];
        }
        for (int k = 0; k < triangle.length; k++) {
            triangle[k] /= sum;
        }
        return triangle;
    }
}
