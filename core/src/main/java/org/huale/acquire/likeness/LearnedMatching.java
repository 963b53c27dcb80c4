package org.huale.acquire.likeness;

import java.util.List;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;

/**
 * {@link ClassMatching} without the boxes of classes that were never learned. These are noise, and as they are like no others, images
 * would be taken for them alone. An image that shows nothing else is like one without boxes.
 */
public record LearnedMatching(ClassMatching matching, UnlearnedClasses unlearned)
        implements ImageLikeness<ClassMatching.Found> {

    /**
     * Of candidates, by their most confident boxes.
     *
     * @param confidence from which a candidate surely shows a class, in [0, 1]; 0 to compare all classes
     */
    public static LearnedMatching among(List<ImageScore> candidates, Query query, int boxes, double confidence) {
        List<ImageId> images = candidates.stream().map(ImageScore::image).toList();
        return new LearnedMatching(
                new ClassMatching(boxes, 0, Mode.FIXED), UnlearnedClasses.in(images, query, confidence));
    }

    @Override
    public ClassMatching.Found of(Detections detections) {
        return matching.of(unlearned.leftOutOf(detections));
    }

    @Override
    public double distance(ClassMatching.Found a, ClassMatching.Found b) {
        return matching.distance(a, b);
    }
}
