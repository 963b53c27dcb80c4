package org.huale.acquire;

/**
 * What an image is worth in which the detector found nothing at the threshold of confidence. In early cycles that is true
 * of a large share of the pool, so that the choice decides what is selected: published programs differ (CALD takes such
 * images first, AL-SSL and PPAL last) without saying so.
 */
public enum EmptyDetectionPolicy {
    /** Zero, which no score is below: last. */
    ZERO,
    /** As if its most confident detection had reached the threshold; zero without any of at least 0.05. */
    TOP1,
    /** One more than the highest score of the other images: first. */
    FIRST,
    /** The median of the other images' scores, zero where there are none. */
    NEUTRAL
}
