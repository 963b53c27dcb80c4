package org.huale.acquire.ssm;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.config.Mode;

/**
 * What may be chosen about {@link SsmStrategy}.
 *
 * @param mode as the authors of CALD publish it, or mended
 * @param empty what an image without detections is worth, where mended
 * @param gamma at least 0: an image with a detection of greater {@link BoxDoubt} is wanted. The program begins with 0.15 and
 *     adds 0.05 in each cycle, which a strategy does not know of
 * @param pasting how sure detections are put to the test
 */
public record SsmOptions(Mode mode, EmptyDetectionPolicy empty, double gamma, Pasting pasting) {

    /**
     * @param hosts labeled images into each of which a detection is pasted, at least 1; a forward for each
     * @param boxes of an image that are tested at most, the most doubtful ones; at least 1
     */
    public record Pasting(int hosts, int boxes) {

        public Pasting {
            if (hosts < 1 || boxes < 1) {
                throw new IllegalArgumentException(
                        "hosts and boxes must be at least 1, got " + hosts + " and " + boxes);
            }
        }
    }

    public SsmOptions {
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("gamma must be at least 0, got " + gamma);
        }
    }

    public static SsmOptions defaults() {
        return new SsmOptions(Mode.FIXED, EmptyDetectionPolicy.NEUTRAL, 0.15, new Pasting(5, 5));
    }
}
