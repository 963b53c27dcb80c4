package org.huale.statistics;

import java.util.Arrays;

/**
 * The signed-rank test (Wilcoxon, Biometrics Bulletin, 1945), exact also with ties: differences of 0 are left out, equal
 * sizes share the mean of their ranks, and the sum of the positive ranks is held against all 2^n ways of giving signs.
 */
final class WilcoxonSignedRank {
    private static final double ROUNDING = 1e-12;

    private WilcoxonSignedRank() {}

    static double pValue(double[] differences) {
        double[] nonzero = Arrays.stream(differences).filter(it -> it != 0).toArray();
        double[] ranks = Ranks.of(Arrays.stream(nonzero).map(Math::abs).toArray());
        int positive = 0;
        int all = 0;
        int[] doubled = new int[ranks.length]; // whole numbers, as shared ranks end in .5
        for (int i = 0; i < ranks.length; i++) {
            doubled[i] = (int) Math.round(2 * ranks[i]);
            positive += nonzero[i] > 0 ? doubled[i] : 0;
            all += doubled[i];
        }
        double[] chances = chances(doubled, all);
        double tail = 0;
        for (int sum = 0; sum <= Math.min(positive, all - positive); sum++) {
            tail += chances[sum];
        }
        return Math.min(1, 2 * tail) > 1 - ROUNDING ? 1 : 2 * tail;
    }

    /** The chance of each sum of a random subset. */
    private static double[] chances(int[] ranks, int all) {
        double[] chances = new double[all + 1];
        chances[0] = 1;
        int reached = 0;
        for (int rank : ranks) {
            for (int sum = reached; sum >= 0; sum--) {
                chances[sum] /= 2;
                chances[sum + rank] += chances[sum];
            }
            reached += rank;
        }
        return chances;
    }
}
