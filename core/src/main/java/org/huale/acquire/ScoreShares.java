package org.huale.acquire;

import java.util.List;

/** How much scores weigh beside something else that decides. */
public final class ScoreShares {

    private ScoreShares() {}

    /** Scores as shares of the highest, to a power; all 1 where all are 0 or the power is. */
    public static double[] of(List<ImageScore> scores, double power) {
        double highest = scores.stream().mapToDouble(ImageScore::score).max().orElse(0);
        return scores.stream()
                .mapToDouble(it -> highest > 0 ? Math.pow(it.score() / highest, power) : 1)
                .toArray();
    }
}
