package org.huale.image.draw;

import org.huale.geometry.Box;

/**
 * A box to be drawn.
 *
 * @param box in pixels of the image; parts outside are not seen
 * @param colour any number, usually the class: equal numbers are drawn in equal colours, small different ones in
 *     different colours
 * @param label drawn on the box; empty for none
 * @param style of the outline
 */
public record Mark(Box box, int colour, String label, Style style) {

    /** How an outline is drawn. */
    public enum Style {
        SOLID,
        DASHED
    }

    public Mark {
        if (colour < 0) {
            throw new IllegalArgumentException("colour must not be negative, got " + colour);
        }
    }
}
