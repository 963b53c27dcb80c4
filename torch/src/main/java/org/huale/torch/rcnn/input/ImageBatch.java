package org.huale.torch.rcnn.input;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.torch.memory.Tensors;

/**
 * Images side by side in one tensor, padded with zeros at the right and the bottom.
 *
 * @param tensor [B, 3, H, W], channels last
 * @param padded width and height of the tensor, multiples of 32
 * @param sizes of the images within it
 */
public record ImageBatch(Tensor tensor, ImageSize padded, List<ImageSize> sizes) {

    /** What the sides of the tensor are multiples of. */
    public static final int DIVISOR = 32; // the coarsest stride, so that every level's size is exact

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8; // of an array

    /** In the smallest tensor that holds them. */
    public static ImageBatch of(List<PreparedImage> images, Device device) {
        return of(images, padded(sizes(images)), device);
    }

    /**
     * @param padded what each of them is padded to, with sides that are multiples of {@link #DIVISOR}
     * @throws HualeException where they are too many for one array
     */
    public static ImageBatch of(List<PreparedImage> images, ImageSize padded, Device device) {
        int width = padded.width();
        int height = padded.height();
        float[] pixels = new float[length(images.size(), padded)];
        for (int i = 0; i < images.size(); i++) {
            copy(images.get(i), pixels, i * height * width * 3, width * 3);
        }
        Tensor rows = Tensors.onDevice(Tensors.of(pixels, images.size(), height, width, 3), device);
        return new ImageBatch(rows.permute(0, 3, 1, 2), padded, sizes(images));
    }

    /** How many numbers so many images have. */
    static int length(int images, ImageSize padded) {
        long length = 3L * images * padded.pixels();
        if (length > MOST_NUMBERS) {
            throw new HualeException(
                    "a batch of " + images + " images of " + padded + " does not fit into one array: it has "
                            + length + " numbers, and an array at most " + MOST_NUMBERS
                            + "; choose a smaller batch size (evaluation.batchSize, training.batchSize or --batch)");
        }
        return (int) length;
    }

    private static List<ImageSize> sizes(List<PreparedImage> images) {
        return images.stream().map(PreparedImage::size).toList();
    }

    /** The size of a tensor that holds images of such sizes. */
    public static ImageSize padded(List<ImageSize> sizes) {
        return new ImageSize(
                padded(sizes.stream().mapToInt(ImageSize::width).max().orElse(1)),
                padded(sizes.stream().mapToInt(ImageSize::height).max().orElse(1)));
    }

    private static int padded(int side) {
        return (side + DIVISOR - 1) / DIVISOR * DIVISOR;
    }

    private static void copy(PreparedImage image, float[] target, int from, int stride) {
        int length = image.size().width() * 3;
        for (int y = 0; y < image.size().height(); y++) {
            System.arraycopy(image.pixels(), y * length, target, from + y * stride, length);
        }
    }
}
