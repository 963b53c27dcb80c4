package org.huale.acquire.cald;

import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.config.Mode;

/**
 * What may be chosen about {@link CaldStrategy}.
 *
 * @param mode as its authors publish it, or mended
 * @param views that the image is compared with, each a forward for every image
 * @param consistency how a detection is compared with what the views show of it
 * @param balance the second stage
 * @param empty what an image without detections is worth, where mended
 */
public record CaldOptions(
        Mode mode, CaldViews views, Consistency consistency, Balance balance, EmptyDetectionPolicy empty) {

    /**
     * @param basePoint the agreement of most interest, in [0, 2]: less is as if the views showed something else, more as if
     *     nothing were in doubt
     * @param bits whether the divergence of classes is in bits, in [0, 1], or in nats, in [0, ln 2]
     */
    public record Consistency(double basePoint, boolean bits) {

        public Consistency {
            if (!(basePoint >= 0 && basePoint <= 2)) {
                throw new IllegalArgumentException("basePoint must be in [0, 2], got " + basePoint);
            }
        }
    }

    /**
     * @param target by which images are chosen from the candidates
     * @param ratio candidates for each image of the budget, at least 1, rounded down
     */
    public record Balance(Target target, double ratio) {

        public Balance {
            if (!(ratio >= 1 && ratio <= 1e6)) {
                throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
            }
        }
    }

    /** What the second stage looks for. */
    public enum Target {
        /** Classes unlike those annotated so far. */
        LABELED,
        /** Classes that make those annotated so far more even. */
        UNIFORM,
        /** Nothing: there is no second stage. */
        NONE
    }

    public static CaldOptions defaults() {
        return new CaldOptions(
                Mode.FIXED,
                CaldViews.defaults(),
                new Consistency(1.3, false),
                new Balance(Target.LABELED, 1.2),
                EmptyDetectionPolicy.NEUTRAL);
    }
}
