package org.huale.torch.rcnn;

import java.util.List;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * Resizes (bilinear, no antialiasing, half-pixel centres) and normalises, as torchvision's GeneralizedRCNNTransform does.
 * Plain Java, safe for use by many threads.
 */
public final class ImageTransform {
    private final ImageTransformOptions options;
    private final float[][] normalised = new float[3][256];

    public ImageTransform(ImageTransformOptions options) {
        this.options = options;
        for (int channel = 0; channel < 3; channel++) {
            float mean = options.mean().get(channel).floatValue();
            float deviation = options.deviation().get(channel).floatValue();
            for (int value = 0; value < 256; value++) {
                normalised[channel][value] = (value / 255f - mean) / deviation;
            }
        }
    }

    public PreparedImage of(Image image) {
        ImageSize size = resized(image.size());
        return new PreparedImage(resize(image, size), size, image.size());
    }

    /** The size an image is brought to, before its batch is padded; see {@link #paddedAlone}. */
    public ImageSize resized(ImageSize size) {
        double shorter = Math.min(size.width(), size.height());
        double longer = Math.max(size.width(), size.height());
        double scale = Math.min(options.minSize() / shorter, options.maxSize() / longer);
        return new ImageSize(scaled(size.width(), scale), scaled(size.height(), scale));
    }

    /** The size of the tensor that an image of this size needs if it is in a batch with none but its like. */
    public ImageSize paddedAlone(ImageSize size) {
        return ImageBatch.padded(List.of(resized(size)));
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) (side * scale));
    }

    private float[] resize(Image image, ImageSize size) {
        Taps columns = Taps.of(image.width(), size.width());
        Taps rows = Taps.of(image.height(), size.height());
        float[] pixels = new float[Math.toIntExact(size.pixels() * 3)];
        RowCache lines = new RowCache(image, columns);
        int length = size.width() * 3;
        for (int y = 0; y < size.height(); y++) {
            float[] upper = lines.row(rows.low[y]);
            float[] lower = lines.row(rows.high[y]);
            blend(upper, lower, rows.share[y], pixels, y * length);
        }
        return pixels;
    }

    private static void blend(float[] upper, float[] lower, float share, float[] target, int from) {
        float rest = 1 - share;
        for (int i = 0; i < upper.length; i++) {
            target[from + i] = rest * upper[i] + share * lower[i];
        }
    }

    /** The last two source rows, resized along x: every output row needs two neighbours. */
    private final class RowCache {
        private final Image image;
        private final Taps columns;
        private final float[][] rows = new float[2][];
        private final int[] held = {-1, -1};

        RowCache(Image image, Taps columns) {
            this.image = image;
            this.columns = columns;
            rows[0] = new float[columns.low.length * 3];
            rows[1] = new float[columns.low.length * 3];
        }

        float[] row(int y) {
            int slot = y & 1;
            if (held[slot] != y) {
                held[slot] = y;
                fill(rows[slot], y * image.width() * 3);
            }
            return rows[slot];
        }

        private void fill(float[] row, int from) {
            byte[] rgb = image.rgb();
            for (int x = 0; x < columns.low.length; x++) {
                int left = from + columns.low[x] * 3;
                int right = from + columns.high[x] * 3;
                float share = columns.share[x];
                for (int channel = 0; channel < 3; channel++) {
                    float[] table = normalised[channel];
                    row[3 * x + channel] = (1 - share) * table[rgb[left + channel] & 0xFF]
                            + share * table[rgb[right + channel] & 0xFF];
                }
            }
        }
    }

    /** For each output position along an axis the two source positions and the share of the higher. */
    private record Taps(int[] low, int[] high, float[] share) {

        static Taps of(int from, int to) {
            Taps taps = new Taps(new int[to], new int[to], new float[to]);
            float ratio = (float) from / to;
            for (int i = 0; i < to; i++) {
                float source = Math.max(0, (i + 0.5f) * ratio - 0.5f);
                taps.low[i] = Math.min((int) source, from - 1);
                taps.high[i] = Math.min(taps.low[i] + 1, from - 1);
                taps.share[i] = source - taps.low[i];
            }
            return taps;
        }
    }
}
