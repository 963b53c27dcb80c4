package org.huale.acquire.coverage;

import java.util.List;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.InnerStrategy;
import org.huale.acquire.Query;
import org.huale.dataset.ImageId;
import org.huale.statistics.Quota;

/**
 * Which images may be chosen.
 *
 * @param strategy the images that it would take are the candidates
 * @param factor how many it takes for each image of the budget, at least 1, rounded up; 0 for the whole pool, without asking
 *     it
 */
public record Candidates(InnerStrategy strategy, double factor) {
    private static final Explanation WHOLE_POOL = new Explanation("of the whole pool", List.of());

    public Candidates {
        if (!(factor == 0 || (factor >= 1 && factor <= 1e6))) {
            throw new IllegalArgumentException(
                    "factor must be in [1, 1000000], or 0 for the whole pool, got " + factor);
        }
    }

    /** The most wanted first; at least as many as the query wants. */
    List<ImageScore> of(Query query) {
        if (isWholePool()) {
            return query.unlabeled().stream().map(Candidates::ofPool).toList();
        }
        int count = (int) Math.min(query.unlabeled().size(), Quota.upper(factor, query.wanted()));
        return query.among(query.unlabeled(), count)
                .askedOf(strategy.strategy())
                .chosen();
    }

    boolean isWholePool() {
        return factor == 0;
    }

    private static ImageScore ofPool(ImageId image) {
        return new ImageScore(image, 0, WHOLE_POOL);
    }
}
