package org.huale.onnx.options;

import org.jspecify.annotations.Nullable;

/**
 * How images are given to a network. What kind of numbers it takes, and how many images at once, the model says itself.
 *
 * @param name of the input; null for the only one that an image fits into
 * @param layout order of its sides; null to see it from which side is 3 long
 * @param fit how images are brought to its size
 * @param colours what becomes of their colours
 */
public record InputOptions(@Nullable String name, @Nullable Layout layout, Fit fit, Colours colours) {

    /** Order of the sides, after that of the batch. */
    public enum Layout {
        /** Channel, row, column. */
        NCHW,
        /** Row, column, channel. */
        NHWC
    }

    public static InputOptions of(Fit fit, Colours colours) {
        return new InputOptions(null, null, fit, colours);
    }

    public InputOptions withColours(Colours other) {
        return new InputOptions(name, layout, fit, other);
    }
}
