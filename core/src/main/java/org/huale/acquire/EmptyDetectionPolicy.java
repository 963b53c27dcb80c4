package org.huale.acquire;

import java.util.Arrays;
import org.huale.api.Stable;

/**
 * What an image is worth in which the detector found nothing at the threshold of confidence. In early cycles that is true
 * of a large share of the pool, so that the choice decides what is selected: published programs differ (CALD takes such
 * images first, AL-SSL and PPAL last) without saying so.
 */
@Stable
public enum EmptyDetectionPolicy {
    /** Zero, which no score is below: last. */
    ZERO,
    /**
     * By its most confident detection: the entropy times the confidence, and at most the median of the other images, so that
     * an image of which the detector hardly knows anything never comes before those in which it doubts what it found; zero
     * without a detection of at least 0.05, and where a strategy has no threshold.
     */
    TOP1,
    /** One more than the highest score of the other images: first. */
    FIRST,
    /** The median of the other images' scores, zero where there are none. */
    NEUTRAL;

    /** The score, where nothing of the image counts. Sorts the array. */
    double score(double[] others) {
        return switch (this) {
            case ZERO, TOP1 -> 0;
            case FIRST -> Arrays.stream(others).max().orElse(0) + 1;
            case NEUTRAL -> Median.of(others);
        };
    }
}
