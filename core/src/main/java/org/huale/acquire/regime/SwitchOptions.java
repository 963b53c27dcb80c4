package org.huale.acquire.regime;

import org.huale.acquire.InnerStrategy;

/**
 * When {@link SwitchStrategy} changes from one strategy to another.
 *
 * @param early while the detector is weak
 * @param late once it is not
 * @param confidence an image counts as seen where a detection has it, in [0, 1]
 * @param share of the unlabeled images that are seen, in [0, 1], from which the later strategy chooses
 */
public record SwitchOptions(InnerStrategy early, InnerStrategy late, double confidence, double share) {

    public SwitchOptions {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in [0, 1], got " + share);
        }
    }

    static SwitchOptions defaults() {
        return new SwitchOptions(InnerStrategy.named("coverage"), InnerStrategy.named("entropy"), 0.5, 0.5);
    }
}
