package org.huale.acquire.localization;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.config.Mode;

/**
 * What may be chosen about {@link StabilityStrategy}.
 *
 * @param mode as the authors of CALD publish it, or mended
 * @param empty what an image without detections is worth, where mended
 * @param noise how the views are disturbed
 * @param boxes of an image that are followed, those of the highest class probabilities; at least 1
 */
public record StabilityOptions(Mode mode, EmptyDetectionPolicy empty, Noise noise, int boxes) {

    /**
     * Normal noise of several strengths.
     *
     * @param step standard deviation of the weakest on the scale 0..255, and from each to the next
     * @param levels how many, each a view and a forward for every image; at least 1
     */
    public record Noise(double step, int levels) {

        public Noise {
            if (!(step > 0) || levels < 1 || !(step * levels <= 255)) {
                throw new IllegalArgumentException(
                        "step must be above 0, levels at least 1, and their product at most 255, got " + step + " and "
                                + levels);
            }
        }
    }

    public StabilityOptions {
        if (boxes < 1) {
            throw new IllegalArgumentException("boxes must be at least 1, got " + boxes);
        }
    }

    public static StabilityOptions defaults() {
        return new StabilityOptions(Mode.FIXED, EmptyDetectionPolicy.NEUTRAL, new Noise(8, 6), 30);
    }
}
