package org.huale.dataset.labelstudio;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** A box as regions state it: the upper left corner and the sides, in percent of those of the image. */
record PercentBox(double x, double y, double width, double height) {

    static PercentBox of(Box box, ImageSize size) {
        return new PercentBox(
                100 * box.x1() / size.width(),
                100 * box.y1() / size.height(),
                100 * box.width() / size.width(),
                100 * box.height() / size.height());
    }
}
