package org.huale.acquire.hua;

import org.huale.detect.Detections;

/**
 * How alike two images are by what was found in them.
 *
 * @param <S> what is kept of an image to compare it
 */
interface ImageLikeness<S> {

    /** @throws IllegalArgumentException where there are detections without features */
    S of(Detections detections);

    /** At least 0, symmetric; 0 for two images without detections, as nothing tells them apart. */
    double distance(S a, S b);

    /** The features, {@code [N D]}. */
    static float[] features(Detections detections) {
        Detections.Evidence evidence = detections.evidence();
        if (detections.count() > 0 && (evidence == null || evidence.features().length == 0)) {
            throw new IllegalArgumentException("its detections have no box features, by which images are compared;"
                    + " choose diversity.method sampling or none");
        }
        return evidence == null ? new float[0] : evidence.features();
    }
}
