package org.huale.acquire.likeness;

import org.huale.detect.Detections;

/** The features of detections: what the box head makes of each region before it says what that shows. */
public final class BoxFeatures {

    private BoxFeatures() {}

    /**
     * {@code [N D]}.
     *
     * @throws IllegalArgumentException where there are detections without features, and where a number is not finite
     */
    public static float[] of(Detections detections) {
        float[] features = known(detections);
        for (int k = 0; k < features.length; k++) {
            if (!Float.isFinite(features[k])) {
                throw new IllegalArgumentException("the box features of detection " + k / width(detections) + " hold "
                        + features[k] + "; the detector's weights are damaged or its training diverged");
            }
        }
        return features;
    }

    private static float[] known(Detections detections) {
        Detections.Evidence evidence = detections.evidence();
        if (detections.count() > 0 && (evidence == null || evidence.features().length == 0)) {
            throw new IllegalArgumentException("its detections have no box features, by which images are compared;"
                    + " choose what does not compare them");
        }
        return evidence == null ? new float[0] : evidence.features();
    }

    /** D; 0 where nothing was found. */
    public static int width(Detections detections) {
        return detections.count() == 0 ? 0 : known(detections).length / detections.count();
    }
}
