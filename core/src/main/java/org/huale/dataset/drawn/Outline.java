package org.huale.dataset.drawn;

import java.util.Optional;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;

/** The outline of an object, of which its frame is used: the least upright box around it. */
public interface Outline {

    /** In pixels, unchecked; NaN where the file has no number. */
    RawBox frame(ImageSize size);

    /** Why there is no box, in words to follow a place; empty where there is one. */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /** What was drawn and has no box, such as a line. It belongs to its image, which is none without objects for it. */
    record Missing(String why) implements Outline {

        @Override
        public RawBox frame(ImageSize size) {
            return new RawBox(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }

        @Override
        public Optional<String> fault() {
            return Optional.of(why);
        }
    }

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
