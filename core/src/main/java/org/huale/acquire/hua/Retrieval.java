package org.huale.acquire.hua;

import org.huale.acquire.entropy.EntropyOptions;
import org.huale.statistics.Quota;

/**
 * Which images are looked at closely.
 *
 * @param ratio candidates for each image of the budget, at least 1; never more than the unlabeled images
 * @param emptyQuota share of the budget, in [0, 1], drawn at random from images without a detection at the threshold of
 *     confidence, of which entropy knows nothing; rounded down
 * @param entropy by which images are retrieved
 */
public record Retrieval(double ratio, double emptyQuota, EntropyOptions entropy) {

    public Retrieval {
        if (!(ratio >= 1 && ratio <= 1e6)) {
            throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
        }
        if (!(emptyQuota >= 0 && emptyQuota <= 1)) {
            throw new IllegalArgumentException("emptyQuota must be in [0, 1], got " + emptyQuota);
        }
    }

    /** P, between the images wanted and those there are. */
    int candidates(int wanted, int unlabeled) {
        return (int) Math.min(unlabeled, Math.max(wanted, Quota.upper(ratio, wanted)));
    }
}
