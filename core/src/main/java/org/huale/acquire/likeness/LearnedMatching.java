package org.huale.acquire.likeness;

import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.detect.Detections;

/**
 * {@link ClassMatching} without the boxes of classes that were never learned. These are noise, and as they are like no others, images
 * would be taken for them alone. An image that shows nothing else is like one without boxes.
 */
public record LearnedMatching(ClassMatching matching, UnlearnedClasses unlearned)
        implements ImageLikeness<ClassMatching.Found> {

    @Override
    public ClassMatching.Found of(Detections detections) {
        return matching.of(unlearned.leftOutOf(detections));
    }

    @Override
    public double distance(ClassMatching.Found a, ClassMatching.Found b) {
        return matching.distance(a, b);
    }
}
