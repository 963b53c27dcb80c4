package org.huale.acquire.distinct;

import org.huale.acquire.AcquisitionStrategy;

/**
 * Which images are too much like others to be annotated, and when that matters.
 *
 * @param avoid whose selections are held free of them
 * @param similarity of {@link ImageSignature}s from which an image is a near-duplicate, in (0, 1]. Of 180,000 pairs of drawn
 *     scenes the most alike reach 0.7; neighbouring frames of one scene, which move by up to a hundredth of the width, have 0.8
 *     and more, most of them 0.9. A lower bound takes shots of one place for one, too
 */
public record NearDuplicates(Avoid avoid, double similarity) {

    /** Strategies that choose no near-duplicates while the pool has anything else. */
    public enum Avoid {
        /** All. */
        ALWAYS,
        /** All but those that draw blindly: Random and the placebo are what others are measured by, and stay what they are called. */
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
        return new NearDuplicates(Avoid.UNLESS_RANDOM, 0.8);
    }

    boolean matterTo(AcquisitionStrategy strategy) {
        return avoid == Avoid.ALWAYS || (avoid == Avoid.UNLESS_RANDOM && !strategy.drawsBlindly());
    }
}
