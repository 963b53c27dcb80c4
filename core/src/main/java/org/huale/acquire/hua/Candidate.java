package org.huale.acquire.hua;

import org.huale.acquire.ClassRarity;
import org.huale.acquire.FlipMatching;
import org.huale.api.Stable;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;

/**
 * An image that retrieval kept, as metrics see it.
 *
 * @param image what the data set knows of it; without annotations
 * @param retrieval its entropy
 * @param original detections with the evidence that the metrics need
 * @param flipped those of the mirror image, mapped back to the image; none where no metric {@linkplain HuaMetric#comparesViews compares
 *     views}
 * @param pairs which of the two belong together
 * @param labeled what is known from the labeled images
 */
@Stable
public record Candidate(
        ImageRecord image,
        double retrieval,
        Detections original,
        Detections flipped,
        FlipMatching.Pairs pairs,
        Labeled labeled) {

    /** The classes that the detector tells apart, and how rare each is among the annotations so far. */
    public record Labeled(ClassNames classes, ClassRarity rarity) {}

    public ClassNames classes() {
        return labeled.classes();
    }
}
