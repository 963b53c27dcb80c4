package org.huale.acquire;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much scores weigh beside something else that decides: each is its share of the highest. Where any is negative there is no
 * zero to count shares from, as with predicted losses; a score's share is then that of the scores that are not higher, so that
 * the highest has 1, none has 0, and equal scores have equal shares.
 */
public final class ScoreShares {

    private ScoreShares() {}

    /** Shares to a power; all 1 where all scores are equal or the power is 0. */
    public static double[] of(List<ImageScore> scores, double power) {
        double[] values = scores.stream()
                .mapToDouble(it -> it.score() + 0.0) // one zero
                .toArray();
        double[] shares = anyNegative(scores) ? byRank(values) : byHighest(values);
        return Arrays.stream(shares).map(it -> Math.pow(it, power)).toArray();
    }

    /** What a share is of. */
    public static String inWords(List<ImageScore> scores) {
        return anyNegative(scores) ? "share of the candidates whose score is not higher" : "share of the highest score";
    }

    /** The end of a formula that multiplies by shares to a power; nothing where that is 0. */
    public static String asFactor(List<ImageScore> scores, double power) {
        return power > 0 ? ", times the " + inWords(scores) : "";
    }

    private static boolean anyNegative(List<ImageScore> scores) {
        return scores.stream().anyMatch(it -> it.score() < 0);
    }

    private static double[] byHighest(double[] scores) {
        double highest = Arrays.stream(scores).max().orElse(0);
        return Arrays.stream(scores).map(it -> highest > 0 ? it / highest : 1).toArray();
    }

    private static double[] byRank(double[] scores) {
        double[] ascending = Arrays.stream(scores).sorted().toArray();
        Map<Double, Integer> notHigher = new HashMap<>();
        for (int i = 0; i < ascending.length; i++) {
            notHigher.put(ascending[i], i + 1); // of equal ones the last counts
        }
        return Arrays.stream(scores)
                .map(it -> requireNonNull(notHigher.get(it)) / (double) scores.length)
                .toArray();
    }
}
