package org.huale.acquire.localization;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Mode;
import org.huale.acquire.SubPool;

/**
 * What may be chosen about {@link TightnessStrategy}.
 *
 * @param mode as the authors of CALD publish it, or mended
 * @param empty what an image without detections is worth, where mended
 * @param subPool how many images to draw and look at, 0 for all
 */
public record TightnessOptions(Mode mode, EmptyDetectionPolicy empty, int subPool) {

    public TightnessOptions {
        SubPool.requireSize(subPool);
    }

    public static TightnessOptions defaults() {
        return new TightnessOptions(Mode.FIXED, EmptyDetectionPolicy.ZERO, 0);
    }
}
