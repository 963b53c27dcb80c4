package org.huale.acquire.distinct;

import org.huale.acquire.AcquisitionStrategy;

/**
 * Which images are too much like others to be annotated, and when that matters.
 *
 * @param avoid whose selections are held free of them
 * @param similarity of {@link ImageSignature}s from which an image is a near-duplicate, in (0, 1]. Of 364, 638 and 400 images
 *     of three public data sets the most alike that are not of one scene reach 0.48; frames of one scene that moved by up to a
 *     fiftieth of the width have 0.95 and more
 */
public record NearDuplicates(Avoid avoid, double similarity) {

    /** Strategies that choose no near-duplicates while the pool has anything else. */
    public enum Avoid {
        /** All. */
        ALWAYS,
        /** All but those that draw blindly: Random is what others are measured by, and stays what it is called. */
        UNLESS_RANDOM,
        /** None: as published. */
        NEVER
    }

    public NearDuplicates {
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in (0, 1], got " + similarity);
        }
    }

    public static NearDuplicates defaults() {
        return new NearDuplicates(Avoid.UNLESS_RANDOM, 0.9);
    }

    boolean matterTo(AcquisitionStrategy strategy) {
        return avoid == Avoid.ALWAYS || (avoid == Avoid.UNLESS_RANDOM && !strategy.drawsBlindly());
    }
}
