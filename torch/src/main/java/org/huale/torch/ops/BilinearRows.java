package org.huale.torch.ops;

import java.util.Arrays;
import org.huale.torch.ops.RoiAlign.MapShape;
import org.huale.torch.ops.RoiAlign.Regions;

/**
 * For every bin of every region the rows of the feature matrix that make it up, and their weights. Bilinear sampling on
 * a grid is separable: a bin's weights are the products of those along its column and along its row.
 */
final class BilinearRows {
    private final RoiAlign roiAlign;
    private final Regions regions;
    private final MapShape[] maps;
    private final long[] offsets;
    private final Axis vertical;
    private final Axis horizontal;
    private long[] rows;
    private float[] weights;
    private int filled;

    BilinearRows(RoiAlign roiAlign, Regions regions, MapShape[] maps) {
        this.roiAlign = roiAlign;
        this.regions = regions;
        this.maps = maps;
        int bins = regions.count() * roiAlign.outputSize() * roiAlign.outputSize();
        offsets = new long[bins];
        rows = new long[bins * 9 + 16];
        weights = new float[rows.length];
        vertical = new Axis(roiAlign);
        horizontal = new Axis(roiAlign);
    }

    int binCount() {
        return offsets.length;
    }

    long[] rows() {
        return Arrays.copyOf(rows, filled);
    }

    float[] weights() {
        return Arrays.copyOf(weights, filled);
    }

    long[] offsets() {
        return offsets;
    }

    void compute() {
        float[] boxes = regions.boxes();
        for (int region = 0; region < regions.count(); region++) {
            int level = regions.levels()[region];
            float scale = regions.scales()[level];
            MapShape map = maps[level];
            horizontal.cover(boxes[4 * region] * scale, boxes[4 * region + 2] * scale, map.width());
            vertical.cover(boxes[4 * region + 1] * scale, boxes[4 * region + 3] * scale, map.height());
            long firstRow = map.firstRow() + (long) regions.images()[region] * map.height() * map.width();
            addBins(region, firstRow, map.width());
        }
    }

    private void addBins(int region, long firstRow, int mapWidth) {
        int side = roiAlign.outputSize();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                offsets[(region * side + y) * side + x] = filled;
                addBin(y, x, firstRow, mapWidth);
            }
        }
    }

    private void addBin(int y, int x, long firstRow, int mapWidth) {
        reserve(vertical.count[y] * horizontal.count[x]);
        int width = vertical.width;
        for (int i = y * width; i < y * width + vertical.count[y]; i++) {
            long line = firstRow + (long) vertical.pixel[i] * mapWidth;
            float weight = vertical.weight[i];
            for (int j = x * width; j < x * width + horizontal.count[x]; j++) {
                rows[filled] = line + horizontal.pixel[j];
                weights[filled++] = weight * horizontal.weight[j];
            }
        }
    }

    private void reserve(int more) {
        if (filled + more > rows.length) {
            int larger = Math.max(rows.length * 3 / 2, filled + more);
            rows = Arrays.copyOf(rows, larger);
            weights = Arrays.copyOf(weights, larger);
        }
    }

    /** The pixels under each bin along one axis, with weights that sum to 1, or to less where samples fall outside. */
    private static final class Axis {
        private final int bins;
        private final int sampling;
        private final int width;
        private final int[] count;
        private final int[] pixel;
        private final float[] weight;

        Axis(RoiAlign roiAlign) {
            bins = roiAlign.outputSize();
            sampling = roiAlign.sampling();
            width = 2 * sampling;
            count = new int[bins];
            pixel = new int[bins * width];
            weight = new float[bins * width];
        }

        void cover(float start, float end, int length) {
            float binSize =
                    Math.max(end - start, 1f) / bins; // regions below one pixel are widened, as aligned=false asks
            for (int bin = 0; bin < bins; bin++) {
                count[bin] = 0;
                for (int sample = 0; sample < sampling; sample++) {
                    addSample(bin, start + bin * binSize + (sample + 0.5f) * binSize / sampling, length);
                }
            }
        }

        private void addSample(int bin, float position, int length) {
            if (position < -1 || position > length) {
                return;
            }
            float inside = Math.max(position, 0);
            int low = (int) inside;
            if (low >= length - 1) {
                add(bin, length - 1, 1f / sampling);
                return;
            }
            float high = inside - low;
            add(bin, low, (1 - high) / sampling);
            add(bin, low + 1, high / sampling);
        }

        private void add(int bin, int at, float share) {
            int last = bin * width + count[bin];
            for (int i = Math.max(bin * width, last - 2);
                    i < last;
                    i++) { // samples move right: only the latest can match
                if (pixel[i] == at) {
                    weight[i] += share;
                    return;
                }
            }
            pixel[last] = at;
            weight[last] = share;
            count[bin]++;
        }
    }
}
