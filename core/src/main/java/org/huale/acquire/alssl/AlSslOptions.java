package org.huale.acquire.alssl;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.config.Mode;

/**
 * What may be chosen about {@link AlSslStrategy}.
 *
 * @param mode as its authors publish it, or mended
 * @param empty what the entropy of an image is without a detection at the threshold, where mended
 * @param ratio candidates by entropy for each image of the budget, at least 1
 * @param confidence threshold of detections, in [0, 1]
 * @param iou the least of a pair of detections of both views, in (0, 1]
 */
public record AlSslOptions(Mode mode, EmptyDetectionPolicy empty, double ratio, double confidence, double iou) {

    public AlSslOptions {
        if (!(ratio >= 1 && ratio <= 1e6)) {
            throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(iou > 0 && iou <= 1)) {
            throw new IllegalArgumentException("iou must be in (0, 1], got " + iou);
        }
    }

    public static AlSslOptions defaults() {
        return new AlSslOptions(Mode.FIXED, EmptyDetectionPolicy.TOP1, 3, 0.5, 0.5);
    }
}
