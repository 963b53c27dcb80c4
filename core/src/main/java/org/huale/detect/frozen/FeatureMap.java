package org.huale.detect.frozen;

import org.huale.api.Stable;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * A grid of vectors over one image.
 *
 * @param grid where its cells lie
 * @param image size of the image
 * @param values {@code [rows columns C]}, cell by cell, row by row; owned by the map, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // copied straight from a tensor and read once
@Stable
public record FeatureMap(Grid grid, ImageSize image, float[] values) {

    /**
     * Cells of equal size from the image's upper left corner on; the last ones may reach beyond the image.
     *
     * @param cellWidth in pixels of the image
     * @param cellHeight in pixels of the image
     */
    public record Grid(int rows, int columns, double cellWidth, double cellHeight) {

        public Grid {
            if (rows < 1 || columns < 1 || !(cellWidth > 0) || !(cellHeight > 0)) {
                throw new IllegalArgumentException("a grid needs cells, got " + rows + " by " + columns + " of "
                        + cellWidth + " by " + cellHeight);
            }
        }

        int cells() {
            return rows * columns;
        }
    }

    public FeatureMap {
        if (values.length == 0 || values.length % grid.cells() != 0) {
            throw new IllegalArgumentException(values.length + " values do not fill " + grid);
        }
    }

    /** C. */
    public int channels() {
        return values.length / grid.cells();
    }

    /** The mean over the image, {@code [C]}. */
    public float[] mean() {
        return region(new Box(0, 0, image.width(), image.height()));
    }

    /**
     * The mean over the cells under a box, each by the area it shares with the box: {@code [C]}. A box that covers nothing of
     * the image gets the cell nearest to its centre.
     */
    public float[] region(Box box) {
        Box inside = box.clippedTo(image);
        double[] columns = shares(inside.x1(), inside.x2(), grid.cellWidth(), grid.columns());
        double[] rows = shares(inside.y1(), inside.y2(), grid.cellHeight(), grid.rows());
        double[] sum = new double[channels()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                add(sum, row * grid.columns() + column, rows[row] * columns[column]);
            }
        }
        float[] mean = new float[sum.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) sum[c];
        }
        return mean;
    }

    /** The means over {@code side x side} equal parts of the image, row by row. */
    public float[][] parts(int side) {
        float[][] parts = new float[side * side][];
        double width = (double) image.width() / side;
        double height = (double) image.height() / side;
        for (int i = 0; i < parts.length; i++) {
            int row = i / side;
            parts[i] = region(Box.ofXywh(i % side * width, row * height, width, height));
        }
        return parts;
    }

    private void add(double[] sum, int cell, double share) {
        if (share > 0) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] += share * values[cell * sum.length + c];
            }
        }
    }

    /** By how much each cell of an axis counts for a stretch; together 1. */
    private static double[] shares(double from, double to, double cell, int count) {
        double[] shares = new double[count];
        double length = to - from;
        for (int i = 0; i < count && length > 0; i++) {
            shares[i] = Math.max(0, Math.min(to, (i + 1) * cell) - Math.max(from, i * cell)) / length;
        }
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        if (sum <= 0) {
            shares[Math.min(count - 1, (int) ((from + to) / 2 / cell))] = 1;
            return shares;
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
