package org.huale.onnx.input;

import java.util.List;
import java.util.Locale;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.InputOptions.Layout;
import org.jspecify.annotations.Nullable;

/**
 * The input of a model that takes the images.
 *
 * @param value its name, numbers and sides
 * @param layout order of its sides
 */
public record ImageInput(ModelValue value, Layout layout) {
    private static final int CHANNELS = 3;
    private static final int MOST_IMAGES = 1024;
    private static final List<ElementType> TYPES = List.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.UINT8);

    /** @throws IllegalArgumentException where no image fits into it */
    public ImageInput {
        if (value.rank() < CHANNELS || value.rank() > CHANNELS + 1 || !TYPES.contains(value.type())) {
            throw new IllegalArgumentException(
                    value + " takes no images: 3 or 4 sides of float, float16 or uint8 are needed");
        }
        if (!value.canBe(channelSide(value, layout), CHANNELS)) {
            throw new IllegalArgumentException(value + " takes no images of 3 channels in the layout "
                    + layout.name().toLowerCase(Locale.ROOT));
        }
        requireUsual(value);
    }

    private static void requireUsual(ModelValue value) {
        for (int side = value.rank() - CHANNELS; side < value.rank(); side++) {
            long length = value.side(side);
            if (length != ModelValue.OPEN && (length < 1 || length > Fit.MOST_SIDE)) {
                throw new IllegalArgumentException(value + " has a side of " + length + ", from 1 to " + Fit.MOST_SIDE
                        + " is what images can have");
            }
        }
        if (value.rank() > CHANNELS && !value.isOpen(0) && (value.side(0) < 1 || value.side(0) > MOST_IMAGES)) {
            throw new IllegalArgumentException(value + " takes " + value.side(0) + " images at once, from 1 to "
                    + MOST_IMAGES + " is what can be given to it");
        }
    }

    /**
     * The one that is named, or the only one that images fit into.
     *
     * @throws IllegalArgumentException where there is none, or more than one
     */
    public static ImageInput of(ModelSummary model, InputOptions options) {
        List<ModelValue> fitting = model.inputs().stream()
                .filter(it ->
                        options.name() == null ? takesImages(it) : it.name().equals(options.name()))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("input.name: "
                    + (fitting.isEmpty() ? "no input" : "more than one input")
                    + (options.name() == null ? " takes images" : " is named " + options.name())
                    + "; the model has " + model.inputs());
        }
        return new ImageInput(fitting.get(0), layout(fitting.get(0), options.layout()));
    }

    private static boolean takesImages(ModelValue value) {
        return (value.rank() == CHANNELS || value.rank() == CHANNELS + 1)
                && TYPES.contains(value.type())
                && (value.canBe(-CHANNELS, CHANNELS) || value.canBe(-1, CHANNELS));
    }

    private static Layout layout(ModelValue value, @Nullable Layout said) {
        if (said != null) {
            return said;
        }
        boolean last = value.rank() >= CHANNELS && value.side(-1) == CHANNELS && value.side(-CHANNELS) != CHANNELS;
        return last ? Layout.NHWC : Layout.NCHW;
    }

    private static int channelSide(ModelValue value, Layout layout) {
        return layout == Layout.NCHW ? value.rank() - CHANNELS : value.rank() - 1;
    }

    /** Whether it takes the whole numbers from 0 to 255 that an image has, and no others. */
    public boolean takesBytes() {
        return value.type() == ElementType.UINT8;
    }

    /** Whether it has a side for the images of a batch. */
    public boolean hasBatch() {
        return value.rank() > CHANNELS;
    }

    /** How many images it takes at once; 0 for any number. */
    public int batch() {
        return !hasBatch() ? 1 : value.isOpen(0) ? 0 : (int) value.side(0);
    }

    /** Its width, or 0 where that is open. */
    public int width() {
        return side(layout == Layout.NCHW ? -1 : -2);
    }

    /** Its height, or 0 where that is open. */
    public int height() {
        return side(layout == Layout.NCHW ? -2 : -3);
    }

    private int side(int index) {
        return value.isOpen(index) ? 0 : (int) value.side(index);
    }

    /** The shape of a batch of images that take up a size. */
    public int[] shape(int images, ImageSize size) {
        int[] image = layout == Layout.NCHW
                ? new int[] {CHANNELS, size.height(), size.width()}
                : new int[] {size.height(), size.width(), CHANNELS};
        return hasBatch() ? new int[] {images, image[0], image[1], image[2]} : image;
    }
}
