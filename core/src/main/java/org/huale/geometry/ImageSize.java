package org.huale.geometry;

import org.huale.api.Stable;

/** Width and height of an image in pixels, both at least 1. */
@Stable
public record ImageSize(int width, int height) {

    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("image size must be at least 1x1, got " + width + "x" + height);
        }
    }

    /** Width over height. */
    public double aspectRatio() {
        return (double) width / height;
    }

    public long pixels() {
        return (long) width * height;
    }

    /** The size after a quarter turn. */
    public ImageSize transposed() {
        return new ImageSize(height, width);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
