package org.huale.onnx.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image is brought to the size of the network's input.
 *
 * @param mode the way
 * @param size width and height of the input, for {@code letterbox} and {@code stretch}; where the model fixes its sides, they
 *     count and this may be null
 * @param shorter for {@code shorter_side}: what the shorter side becomes, unless the longer would exceed {@code longer}
 * @param longer for {@code shorter_side}: bound of the longer side
 * @param sampling how pixels are computed: {@code bilinear} looks at four pixels, as OpenCV does, {@code antialiased} at all
 *     that are shrunk to one, as Pillow does, {@code unrounded} at four and in floating point, as PyTorch does
 * @param rounding of sides that come out broken: {@code nearest}, {@code down}, {@code cut}, {@code longer_cut} or
 *     {@code unseen}
 * @param padding around it
 */
public record Fit(
        Mode mode,
        @Nullable List<Integer> size,
        int shorter,
        int longer,
        Sampling sampling,
        Rounding rounding,
        Padding padding) {
    /** The longest side that a network's input may have. */
    public static final int MOST_SIDE = 16_384;

    /** The way to the size. */
    public enum Mode {
        /** Enlarged or shrunk to fit into the size, and padded. */
        LETTERBOX,
        /** To exactly the size, whatever becomes of the shape. */
        STRETCH,
        /** By the length of the shorter side, and padded; into the input's size where the model fixes that. */
        SHORTER_SIDE,
        /** As it is, and padded; stretched where the model fixes the size. */
        NONE
    }

    /** How pixels are computed. */
    public enum Sampling {
        /** Of four pixels, in whole values, as OpenCV does. */
        BILINEAR,
        /** Of all pixels that are shrunk to one, in whole values, as Pillow does. */
        ANTIALIASED,
        /** Of four pixels, in floating point, as PyTorch does. */
        UNROUNDED
    }

    /** Of sides, and what boxes go back by. */
    public enum Rounding {
        /** To the nearest pixel; boxes go back by what became of each axis. */
        NEAREST,
        /** Cut to whole pixels; boxes go back by the ratio before the cut. YOLOX learns so. */
        DOWN,
        /** Cut to whole pixels; boxes go back by what became of each axis, as in torchvision. */
        CUT,
        /** The shorter side to the nearest pixel, the longer cut; boxes go back by what became of each axis, as in DETR. */
        LONGER_CUT,
        /** To the nearest pixel; boxes go back as if sides and padding were not rounded, as in YOLOv5's repository. */
        UNSEEN
    }

    public Fit {
        if (size != null) {
            size = List.copyOf(size);
            if (size.size() != 2 || size.stream().anyMatch(it -> it < 1 || it > MOST_SIDE)) {
                throw new IllegalArgumentException(
                        "size must be a width and a height from 1 to " + MOST_SIDE + ", got " + size);
            }
        }
        if (shorter < 1 || longer < shorter || longer > MOST_SIDE) {
            throw new IllegalArgumentException("sides must satisfy 1 <= shorter <= longer <= " + MOST_SIDE + ", got "
                    + shorter + " and " + longer);
        }
    }

    /** By default as OpenCV does it, the sides rounded to the nearest. */
    public static Fit of(Mode mode, Padding padding) {
        return new Fit(mode, null, 800, 1333, Sampling.BILINEAR, Rounding.NEAREST, padding);
    }

    public Fit with(Sampling other) {
        return new Fit(mode, size, shorter, longer, other, rounding, padding);
    }

    public Fit with(Rounding other) {
        return new Fit(mode, size, shorter, longer, sampling, other, padding);
    }
}
