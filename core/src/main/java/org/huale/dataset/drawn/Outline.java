package org.huale.dataset.drawn;

import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;

/** The outline of an object, of which its frame is used: the least upright box around it. */
public interface Outline {

    /** In pixels, unchecked; NaN where the file has no number. */
    RawBox frame(ImageSize size);

    /** An outline whose frame is known without the image. */
    static Outline of(RawBox frame) {
        return size -> frame;
    }

    /** One that is stated in parts of the image's sides, of which there are {@code whole}: 1, or 100 for percent. */
    static Outline relative(RawBox frame, double whole) {
        return size -> scaled(frame, size.width() / whole, size.height() / whole);
    }

    private static RawBox scaled(RawBox box, double x, double y) {
        return new RawBox(box.x1() * x, box.y1() * y, box.x2() * x, box.y2() * y);
    }
}
