package org.huale.image;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * The eight values of EXIF tag 0x0112, in their order: how to move stored pixels so that they stand as the camera meant.
 * Rotations are clockwise.
 */
public enum Orientation {
    UPRIGHT(1),
    MIRRORED(2),
    ROTATE_180(3),
    FLIPPED(4),
    TRANSPOSE(5),
    ROTATE_90(6),
    TRANSVERSE(7),
    ROTATE_270(8);

    private final int exifValue;

    Orientation(int exifValue) {
        this.exifValue = exifValue;
    }

    /** The orientation of an EXIF value 1..8; anything else counts as upright, as viewers do. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** The EXIF value, 1..8. */
    public int exifValue() {
        return exifValue;
    }

    /** True where rows become columns. */
    public boolean swapsSides() {
        return exifValue >= TRANSPOSE.exifValue;
    }

    /** The size after turning. */
    public ImageSize turned(ImageSize stored) {
        return swapsSides() ? stored.transposed() : stored;
    }

    /** A box on the stored pixels, as it lies in the turned image. */
    public Box turned(Box it, ImageSize stored) {
        int w = stored.width();
        int h = stored.height();
        return switch (this) {
            case UPRIGHT -> it;
            case MIRRORED -> it.flipped(w);
            case ROTATE_180 -> new Box(w - it.x2(), h - it.y2(), w - it.x1(), h - it.y1());
            case FLIPPED -> new Box(it.x1(), h - it.y2(), it.x2(), h - it.y1());
            case TRANSPOSE -> new Box(it.y1(), it.x1(), it.y2(), it.x2());
            case ROTATE_90 -> new Box(h - it.y2(), it.x1(), h - it.y1(), it.x2());
            case TRANSVERSE -> new Box(h - it.y2(), w - it.x2(), h - it.y1(), w - it.x1());
            case ROTATE_270 -> new Box(it.y1(), w - it.x2(), it.y2(), w - it.x1());
        };
    }

    /** The image turned upright; the same object where it already stands so. */
    public Image turned(Image stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        ImageSize size = turned(stored.size());
        byte[] rgb = new byte[stored.rgb().length];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                System.arraycopy(stored.rgb(), 3 * source(x, y, stored.size()), rgb, 3 * (y * size.width() + x), 3);
            }
        }
        return new Image(size, rgb);
    }

    private int source(int x, int y, ImageSize stored) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        return switch (this) {
            case UPRIGHT -> y * stored.width() + x;
            case MIRRORED -> y * stored.width() + right - x;
            case ROTATE_180 -> (bottom - y) * stored.width() + right - x;
            case FLIPPED -> (bottom - y) * stored.width() + x;
            case TRANSPOSE -> x * stored.width() + y;
            case ROTATE_90 -> (bottom - x) * stored.width() + y;
            case TRANSVERSE -> (bottom - x) * stored.width() + right - y;
            case ROTATE_270 -> x * stored.width() + right - y;
        };
    }
}
