package org.huale.acquire.entropy;

import org.huale.acquire.ClassRarity;
import org.huale.acquire.EmptyDetectionPolicy;

/**
 * How the entropy of an image is computed.
 *
 * @param perBox entropy of one detection
 * @param confidence detections below it are left out, in [0, 1]
 * @param aggregation of the detections that are left
 * @param empty what an image is worth that has none left
 * @param rarity at least 0: each detection's entropy is multiplied by the {@link ClassRarity} of its classes to this
 *     power; 0 turns it off
 */
public record EntropyOptions(
        BoxEntropy perBox, double confidence, BoxAggregation aggregation, EmptyDetectionPolicy empty, double rarity) {

    public EntropyOptions {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(rarity >= 0 && rarity <= 10)) {
            throw new IllegalArgumentException("rarity must be in [0, 10], got " + rarity);
        }
    }

    /** The baseline called Entropy: all classes and background, confidence 0.05, the highest. */
    public static EntropyOptions baseline() {
        return new EntropyOptions(BoxEntropy.FULL, 0.05, BoxAggregation.MAX, EmptyDetectionPolicy.ZERO, 0);
    }
}
