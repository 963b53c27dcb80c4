package org.huale.torch.rcnn.input;

import java.util.Arrays;
import java.util.List;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.image.BilinearTaps;
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
        return of(image, Window.whole(image.size()));
    }

    /** What a window shows of an image; beyond the image everything is of the mean colour, as padding is. */
    public PreparedImage of(Image image, Window window) {
        ImageSize size = resized(window.size());
        return new PreparedImage(resize(image, window, size), size, window.size());
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

    private float[] resize(Image image, Window window, ImageSize size) {
        BilinearTaps columns =
                BilinearTaps.of(window.size().width(), size.width()).movedBy(window.x());
        BilinearTaps rows =
                BilinearTaps.of(window.size().height(), size.height()).movedBy(window.y());
        float[] pixels = new float[Math.toIntExact(size.pixels() * 3)];
        RowCache lines = new RowCache(image, columns);
        int length = size.width() * 3;
        for (int y = 0; y < size.height(); y++) {
            float[] upper = lines.row(rows.low()[y]);
            float[] lower = lines.row(rows.high()[y]);
            blend(upper, lower, rows.share()[y], pixels, y * length);
        }
        return pixels;
    }

    private static void blend(float[] upper, float[] lower, float share, float[] target, int from) {
        float rest = 1 - share;
        for (int i = 0; i < upper.length; i++) {
            target[from + i] = rest * upper[i] + share * lower[i];
        }
    }

    /** The last two source rows, resized along x: every output row needs two neighbours. Beyond the image all is 0, the mean. */
    private final class RowCache {
        private final Image image;
        private final BilinearTaps columns;
        private final float[][] rows = new float[2][];
        private final int[] held = {Integer.MIN_VALUE, Integer.MIN_VALUE};

        RowCache(Image image, BilinearTaps columns) {
            this.image = image;
            this.columns = columns;
            rows[0] = new float[columns.low().length * 3];
            rows[1] = new float[columns.low().length * 3];
        }

        float[] row(int y) {
            int slot = y & 1;
            if (held[slot] != y) {
                held[slot] = y;
                fill(rows[slot], y);
            }
            return rows[slot];
        }

        private void fill(float[] row, int y) {
            if (y < 0 || y >= image.height()) {
                Arrays.fill(row, 0);
            } else {
                fillInside(row, y * image.width() * 3);
            }
        }

        private void fillInside(float[] row, int from) {
            byte[] rgb = image.rgb();
            for (int x = 0; x < columns.low().length; x++) {
                int left = columns.low()[x];
                int right = columns.high()[x];
                float share = columns.share()[x];
                boolean hasLeft = left >= 0 && left < image.width();
                boolean hasRight = right >= 0 && right < image.width();
                for (int channel = 0; channel < 3; channel++) {
                    float[] table = normalised[channel];
                    row[3 * x + channel] = (1 - share) * (hasLeft ? table[rgb[from + 3 * left + channel] & 0xFF] : 0)
                            + share * (hasRight ? table[rgb[from + 3 * right + channel] & 0xFF] : 0);
                }
            }
        }
    }
}
