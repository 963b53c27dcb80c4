package org.huale.detect.companion;

import org.huale.detect.Companion;

/**
 * How well a detector does on each class while it is trained: after each training step the quality of a class moves towards
 * the mean of {@code p^xi IoU^(1 - xi)} over the positives of the class in the step, p being the probability of the right
 * class and IoU that of the predicted with the true box; {@code quality = m quality + (1 - m) mean}, beginning with 0.
 * After t steps m^t of that 0 is still in it, which makes a class of few steps look worse than it is; corrected, the quality
 * is divided by 1 - m^t and is a mean of what was seen alone. Lets no gradient into the detector.
 *
 * @param xi share of the probability, in [0, 1]
 * @param momentum m, in [0, 1)
 * @param fadeAbsent what becomes of a class without positives in a step: false leaves its quality as it is; true, as in the
 *     authors' program, moves it towards 0, at first with 1 - m; m of the class is multiplied by {@code momentum} with each
 *     further step without positives, and is {@code momentum} again after the next step with some
 * @param corrected whether the 0 at the beginning is taken out again; not together with {@code fadeAbsent}
 */
public record ClassQuality(double xi, double momentum, boolean fadeAbsent, boolean corrected) implements Companion {
    /** Of the companion, and of its statistic in {@link org.huale.detect.PoolDetector#classStatistics}. */
    public static final String NAME = "class-quality";

    public ClassQuality {
        if (!(xi >= 0 && xi <= 1)) {
            throw new IllegalArgumentException("xi must be in [0, 1], got " + xi);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
        }
        if (fadeAbsent && corrected) {
            throw new IllegalArgumentException(
                    "a quality that fades towards 0 cannot be corrected for beginning there");
        }
    }

    @Override
    public String name() {
        return NAME;
    }
}
