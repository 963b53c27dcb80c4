package org.huale.acquire.likeness;

import org.huale.detect.Detections;

/** The features of detections: what the box head makes of each region before it says what that shows. */
public final class BoxFeatures {

    private BoxFeatures() {}

    /**
     * {@code [N D]}.
     *
     * @throws IllegalArgumentException where there are detections without features
     */
    public static float[] of(Detections detections) {
        Detections.Evidence evidence = detections.evidence();
        if (detections.count() > 0 && (evidence == null || evidence.features().length == 0)) {
            throw new IllegalArgumentException("its detections have no box features, by which images are compared");
        }
        return evidence == null ? new float[0] : evidence.features();
    }

    /** D; 0 where nothing was found. */
    public static int width(Detections detections) {
        return detections.count() == 0 ? 0 : of(detections).length / detections.count();
    }
}
