package org.huale.torch.companion;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.Mode;
import org.huale.image.Image;
import org.huale.torch.memory.Tensors;

/**
 * Brings images to one square size, whatever their shape, and into a tensor.
 *
 * @param mode {@code faithful}: the nearest pixel, 0 to 255; {@code fixed}: bilinear between pixel centres, then less the
 *     image's mean and divided by its standard deviation
 * @param size side in pixels
 */
record SquareImages(Mode mode, int size) {
    private static final double LEAST_DEVIATION = 1; // of 255: an image of one colour is not blown up to noise

    /** {@code [S S 3]} values; for use by many threads. */
    byte[] of(Image image) {
        return mode == Mode.FAITHFUL ? nearest(image) : bilinear(image);
    }

    /** [B, 3, S, S] of at least one image as {@link #of} gives it. */
    Tensor tensor(List<byte[]> images, Device device) {
        int length = 3 * size * size;
        float[] values = new float[images.size() * length];
        for (int i = 0; i < images.size(); i++) {
            byte[] image = images.get(i);
            for (int j = 0; j < length; j++) {
                values[i * length + j] = image[j] & 0xFF;
            }
        }
        Tensor pixels = Tensors.onDevice(Tensors.of(values, images.size(), size, size, 3), device)
                .permute(0, 3, 1, 2);
        return mode == Mode.FAITHFUL ? pixels : normalised(pixels);
    }

    private static Tensor normalised(Tensor pixels) {
        long[] all = {1, 2, 3};
        Tensor mean = pixels.mean(all, true, new ScalarTypeOptional());
        Tensor centred = pixels.sub(mean);
        Tensor variance = centred.mul(centred).mean(all, true, new ScalarTypeOptional());
        return centred.div(variance.sqrt().clamp_min(new Scalar(LEAST_DEVIATION)));
    }

    private byte[] nearest(Image image) {
        byte[] square = new byte[3 * size * size];
        for (int y = 0; y < size; y++) {
            int row = (int) ((long) y * image.height() / size);
            for (int x = 0; x < size; x++) {
                int column = (int) ((long) x * image.width() / size);
                System.arraycopy(image.rgb(), 3 * (row * image.width() + column), square, 3 * (y * size + x), 3);
            }
        }
        return square;
    }

    private byte[] bilinear(Image image) {
        byte[] square = new byte[3 * size * size];
        for (int y = 0; y < size; y++) {
            Between rows = Between.of(y, size, image.height());
            for (int x = 0; x < size; x++) {
                Between columns = Between.of(x, size, image.width());
                for (int colour = 0; colour < 3; colour++) {
                    square[3 * (y * size + x) + colour] = (byte) Math.round(at(image, rows, columns, colour));
                }
            }
        }
        return square;
    }

    private static float at(Image image, Between rows, Between columns, int colour) {
        float upper = columns.of(image.at(columns.low, rows.low, colour), image.at(columns.high, rows.low, colour));
        float lower = columns.of(image.at(columns.low, rows.high, colour), image.at(columns.high, rows.high, colour));
        return rows.of(upper, lower);
    }

    /** Two neighbours along an axis and the share of the second. */
    private record Between(int low, int high, float share) {

        static Between of(int at, int to, int from) {
            float source = Math.max(0, (at + 0.5f) * from / to - 0.5f);
            int low = Math.min((int) source, from - 1);
            return new Between(low, Math.min(low + 1, from - 1), source - low);
        }

        float of(float first, float second) {
            return first + share * (second - first);
        }
    }
}
