package org.huale.statistics;

import java.util.SplittableRandom;

/**
 * Fisher's permutation test of paired differences (The Design of Experiments, 1935): were there no difference, ours and
 * theirs could change places in any pair. The p-value is the share of the 2^n ways of doing so whose mean is at least as far
 * from 0.
 */
final class SignFlipPermutation {
    /** Up to so many pairs all ways are gone through. */
    static final int MOST_EXACT = 20;

    /** So many ways are drawn of more pairs. */
    static final int DRAWS = 100_000;

    private static final double ROUNDING = 1e-12;

    private SignFlipPermutation() {}

    /** Exact up to 20 pairs; beyond, from 100,000 ways drawn with a fixed seed, the observed one counted among them. */
    static double pValue(double[] differences) {
        double observed = 0;
        double size = 0;
        for (double difference : differences) {
            observed += difference;
            size += Math.abs(difference);
        }
        double bound =
                Math.abs(observed) - ROUNDING * size; // equal sums differ in the last bits with the order of signs
        return PairedComparison.drawsExchanges(differences.length)
                ? drawn(differences, bound)
                : (double) far(differences, 0, 0, bound) / (1 << differences.length);
    }

    /** How many ways to sign the differences from a place on bring the sum of those before it so far from 0. */
    private static int far(double[] differences, int place, double sum, double bound) {
        if (place == differences.length) {
            return Math.abs(sum) >= bound ? 1 : 0;
        }
        return far(differences, place + 1, sum + differences[place], bound)
                + far(differences, place + 1, sum - differences[place], bound);
    }

    private static double drawn(double[] differences, double bound) {
        SplittableRandom random = new SplittableRandom(0);
        int far = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            far += Math.abs(sum) >= bound ? 1 : 0;
        }
        return far / (DRAWS + 1.0);
    }
}
