package org.huale.acquire.likeness;

import org.huale.detect.Detections;

/**
 * How alike two images are by what was found in them.
 *
 * @param <S> what is kept of an image to compare it
 */
public interface ImageLikeness<S> {

    /** @throws IllegalArgumentException where there are detections without features, or with such as are not finite */
    S of(Detections detections);

    /** At least 0, symmetric; 0 for two images without detections, as nothing tells them apart. */
    double distance(S a, S b);
}
