package org.huale.render;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** How many pixels of a thing are seen and the smallest box around them; without pixels the box means nothing. */
record VisiblePart(int pixels, int left, int top, int right, int bottom) {

    static VisiblePart of(int index, int[] owner, ImageSize size) {
        VisiblePart part = new VisiblePart(0, size.width(), size.height(), -1, -1);
        for (int pixel = 0; pixel < owner.length; pixel++) {
            if (owner[pixel] == index) {
                part = part.and(pixel % size.width(), pixel / size.width());
            }
        }
        return part;
    }

    private VisiblePart and(int x, int y) {
        return new VisiblePart(
                pixels + 1, Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y));
    }

    Box box() {
        return new Box(left, top, right + 1, bottom + 1);
    }
}
