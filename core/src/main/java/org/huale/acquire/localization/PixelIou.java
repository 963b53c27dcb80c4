package org.huale.acquire.localization;

import org.huale.geometry.Box;

/**
 * The overlap that the program of CALD computes where it means IoU: 1 is added to both sides of the intersection but only to
 * the heights of the boxes. A box of 10 x 10 overlaps itself by 1.22, and touching boxes overlap.
 */
final class PixelIou {

    private PixelIou() {}

    /** At least 0; above 1 for small boxes that are alike, and 0 where it would be undefined. */
    static double of(Box a, Box b) {
        double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1()) + 1;
        double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1()) + 1;
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        double union = a.width() * (a.height() + 1) + b.width() * (b.height() + 1) - shared;
        return union > 0 ? shared / union : 0;
    }
}
