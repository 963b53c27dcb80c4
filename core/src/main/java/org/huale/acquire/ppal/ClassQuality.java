package org.huale.acquire.ppal;

import org.huale.detect.Companion;

/**
 * How well a detector does on each class while it is trained: after each training step the quality of a class moves towards
 * the mean of {@code p^xi IoU^(1 - xi)} over the positives of the class in the step, p being the probability of the right
 * class and IoU that of the predicted with the true box; {@code quality = m quality + (1 - m) mean}, beginning with 0.
 * Lets no gradient into the detector.
 *
 * @param xi share of the probability, in [0, 1]
 * @param momentum m, in [0, 1)
 * @param fadeAbsent what becomes of a class without positives in a step: false leaves its quality as it is; true, as in the
 *     authors' program, moves it towards 0, at first with 1 - m; m of the class is multiplied by {@code momentum} with each
 *     further step without positives, and is {@code momentum} again after the next step with some
 */
public record ClassQuality(double xi, double momentum, boolean fadeAbsent) implements Companion {
    /** Of the companion, and of its statistic in {@link org.huale.detect.PoolDetector#classStatistics}. */
    public static final String NAME = "class-quality";

    public ClassQuality {
        if (!(xi >= 0 && xi <= 1)) {
            throw new IllegalArgumentException("xi must be in [0, 1], got " + xi);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
        }
    }

    @Override
    public String name() {
        return NAME;
    }
}
