package org.huale.dataset.box;

import java.util.Arrays;
import org.huale.geometry.ImageSize;

/** How the corners of a box lie in its image. */
enum BoxFit {
    /** Inside, but for a margin, and no smaller than a pixel. */
    FITS,
    /** Near enough to fit that a careless annotator may have meant it. */
    ALMOST,
    /** Far beyond the border. */
    BEYOND,
    /** No number above 1, where pixels or per cents are counted. */
    SPECK,
    /** Ends before it begins. */
    REVERSED;

    private static final double MARGIN = 0.01; // of a side
    private static final double FAR = 0.05;
    private static final double MARGIN_PIXELS = 1;
    private static final double FAR_PIXELS = 3;

    /** @param numbers finite, that state the box in this form */
    static BoxFit of(BoxForm form, double[] numbers, ImageSize size) {
        boolean speck = form.unit() != BoxForm.Unit.NORMALIZED
                && Arrays.stream(numbers).allMatch(it -> it >= 0 && it <= 1 + MARGIN);
        return speck ? SPECK : of(form.corners(numbers, size), size);
    }

    /** @param corners x1, y1, x2, y2 in pixels */
    static BoxFit of(double[] corners, ImageSize size) {
        double beyondX = Math.max(-Math.min(corners[0], corners[2]), Math.max(corners[0], corners[2]) - size.width());
        double beyondY = Math.max(-Math.min(corners[1], corners[3]), Math.max(corners[1], corners[3]) - size.height());
        if (exceeds(beyondX, beyondY, size, FAR, FAR_PIXELS)) {
            return BEYOND;
        }
        if (corners[2] < corners[0] || corners[3] < corners[1]) {
            return REVERSED;
        }
        boolean thin = corners[2] == corners[0] || corners[3] == corners[1];
        return thin || exceeds(beyondX, beyondY, size, MARGIN, MARGIN_PIXELS) ? ALMOST : FITS;
    }

    private static boolean exceeds(double x, double y, ImageSize size, double share, double pixels) {
        return x > Math.max(pixels, share * size.width()) || y > Math.max(pixels, share * size.height());
    }
}
