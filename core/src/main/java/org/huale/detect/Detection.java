package org.huale.detect;

import org.huale.api.Stable;
import org.huale.geometry.Box;

/** One found object: box in pixels of the original image, class 0..K-1, confidence in [0, 1]. */
@Stable
public record Detection(Box box, int classIndex, double confidence) {

    public Detection {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
    }
}
