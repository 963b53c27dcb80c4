package org.huale.acquire.localization;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.config.Mode;

/**
 * What may be chosen about {@link TightnessStrategy}.
 *
 * @param mode as the authors of CALD publish it, or mended
 * @param empty what an image without detections is worth, where mended
 */
public record TightnessOptions(Mode mode, EmptyDetectionPolicy empty) {

    public static TightnessOptions defaults() {
        return new TightnessOptions(Mode.FIXED, EmptyDetectionPolicy.ZERO);
    }
}
