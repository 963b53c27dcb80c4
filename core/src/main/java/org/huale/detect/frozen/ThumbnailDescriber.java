package org.huale.detect.frozen;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.draw.Thumbnail;

/**
 * Describes images without a network, by cells of a copy of at most 64 pixels a side: mean red, green and blue, and the mean
 * differences between neighbours to the right, below and along both diagonals. Tells scenes and lighting apart, and no objects.
 */
public record ThumbnailDescriber(ImageReader reader) implements ImageDescriber {
    private static final int SIDE = 64;
    private static final int CELLS = 8;
    private static final int COLOURS = 3;
    private static final int CHANNELS = 7;
    /** Right, below, and the two diagonals, as steps along x and y. */
    private static final int[][] STEPS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
    /** Differences are small beside colours. */
    private static final double STEP_WEIGHT = 4;

    @Override
    public String kind() {
        return "thumbnails";
    }

    @Override
    public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
        images.forEach(image -> sink.accept(image.id(), of(reader.read(image.file()))));
    }

    static FeatureMap of(Image image) {
        Image small = Thumbnail.of(image, SIDE);
        int columns = Math.min(CELLS, small.width());
        int rows = Math.min(CELLS, small.height());
        float[] values = new float[rows * columns * CHANNELS];
        double[] sums = new double[values.length];
        int[] counts = new int[rows * columns];
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                int cell = y * rows / small.height() * columns + x * columns / small.width();
                counts[cell]++;
                add(sums, cell * CHANNELS, small, x, y);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i] / counts[i / CHANNELS] / 255);
        }
        ImageSize size = image.size();
        FeatureMap.Grid grid =
                new FeatureMap.Grid(rows, columns, (double) size.width() / columns, (double) size.height() / rows);
        return new FeatureMap(grid, size, values);
    }

    private static void add(double[] sums, int from, Image small, int x, int y) {
        for (int channel = 0; channel < COLOURS; channel++) {
            sums[from + channel] += small.at(x, y, channel);
        }
        for (int step = 0; step < STEPS.length; step++) {
            int x2 = Math.max(0, Math.min(small.width() - 1, x + STEPS[step][0]));
            int y2 = Math.min(small.height() - 1, y + STEPS[step][1]);
            sums[from + COLOURS + step] += STEP_WEIGHT * Math.abs(luma(small, x, y) - luma(small, x2, y2));
        }
    }

    private static double luma(Image image, int x, int y) {
        return 0.299 * image.at(x, y, 0) + 0.587 * image.at(x, y, 1) + 0.114 * image.at(x, y, 2);
    }
}
