package org.huale.image;

import org.huale.api.Stable;

/**
 * What every reader asks of a file before it decodes.
 *
 * @param orientation what to do with an EXIF orientation other than upright
 * @param maxPixels an image of more pixels is refused before memory is taken for it
 */
@Stable
public record ReadingRules(OrientationPolicy orientation, long maxPixels) {
    /** The limit of an array: three bytes a pixel. */
    private static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    /** At most 178,956,970 pixels, Pillow's limit of doubt, which are 512 MiB of RGB. */
    public static final long DEFAULT_MAX_PIXELS = 178_956_970;

    public ReadingRules {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("maxPixels must be in [1, " + MOST_PIXELS + "], got " + maxPixels);
        }
    }

    /** Orientation applied, {@link #DEFAULT_MAX_PIXELS}. */
    public static ReadingRules defaults() {
        return new ReadingRules(OrientationPolicy.APPLY, DEFAULT_MAX_PIXELS);
    }

    public ReadingRules with(OrientationPolicy policy) {
        return new ReadingRules(policy, maxPixels);
    }
}
