package org.huale.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two ways of doing the same thing, compared over pairs that share everything else, such as the seed. Differences are ours
 * less theirs.
 *
 * @param differences their number, mean and standard deviation
 * @param better pairs in which ours is greater
 * @param worse pairs in which theirs is greater; the rest are equal
 * @param pValues of the hypothesis that there is no difference
 */
public record PairedComparison(Sample differences, int better, int worse, PValues pValues) {
    /** Up to so many pairs {@link SignFlipPermutation} goes through all exchanges. */
    public static final int MOST_EXACT = SignFlipPermutation.MOST_EXACT;

    /** So many exchanges it draws of more pairs. */
    public static final int DRAWS = SignFlipPermutation.DRAWS;

    private static final double LAST_BITS = 1e-12;

    /**
     * Two-sided p-values; all 1 where every difference is 0.
     *
     * @param studentT supposes that differences are normally distributed; 1 where n = 1 or all differences are the same, which
     *     leaves nothing to hold their mean against
     * @param signFlip of the mean, supposes that differences are symmetric about 0; see {@link SignFlipPermutation}
     * @param wilcoxon signed-rank test, supposes the same, looks at the order of sizes only; see {@link WilcoxonSignedRank}
     * @param sign supposes nothing but that either sign is equally likely; equal pairs are left out
     */
    public record PValues(double studentT, double signFlip, double wilcoxon, double sign) {}

    /**
     * Compares pair by pair.
     *
     * @throws IllegalArgumentException where lengths differ, there is no pair, or a value is not finite
     */
    public static PairedComparison of(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalArgumentException(
                    "pairs need as many of ours as of theirs, got " + ours.length + " and " + theirs.length);
        }
        double[] differences = IntStream.range(0, ours.length)
                .mapToDouble(i -> difference(ours[i], theirs[i]))
                .toArray();
        Sample sample = Sample.of(differences);
        int better = count(differences, 1);
        int worse = count(differences, -1);
        PValues pValues = new PValues(
                studentT(sample),
                SignFlipPermutation.pValue(differences),
                WilcoxonSignedRank.pValue(differences),
                BinomialSigns.pValue(better, worse));
        return new PairedComparison(sample, better, worse, pValues);
    }

    /** Ours less theirs; 0 where they differ in their last bits only, as means of equal numbers may. */
    public static double difference(double ours, double theirs) {
        double difference = ours - theirs;
        return Math.abs(difference) <= LAST_BITS * Math.max(Math.abs(ours), Math.abs(theirs)) ? 0 : difference;
    }

    /**
     * The least p-value that {@link SignFlipPermutation} can give for n pairs: 2 / 2^n, so that with five pairs no outcome whatsoever is
     * below 0.0625, or where it {@linkplain #drawsExchanges draws}, one of all that it looks at.
     */
    public static double leastExactPValue(int n) {
        return drawsExchanges(n) ? 1 / (DRAWS + 1.0) : Math.min(1, Math.pow(2, 1 - n));
    }

    /** Whether {@link SignFlipPermutation} looks at exchanges of n pairs that are drawn, as there are too many to look at all. */
    public static boolean drawsExchanges(int n) {
        return n > MOST_EXACT;
    }

    /**
     * The interval of Student's t that holds the true mean difference with the given confidence, in (0, 1), if differences
     * are normally distributed.
     *
     * @throws IllegalArgumentException where n = 1, which tells nothing of the spread
     */
    public Interval interval(double confidence) {
        if (differences.n() < 2) {
            throw new IllegalArgumentException("an interval needs at least two pairs");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
        double reach = StudentT.quantile(confidence, differences.n() - 1) * standardError(differences);
        return new Interval(differences.mean() - reach, differences.mean() + reach);
    }

    /** Whether differences are all the same but not 0, so that there is no spread for Student's t to compare their mean with. */
    public boolean lacksSpread() {
        return differences.n() > 1 && differences.mean() != 0 && !differences.spreads();
    }

    /** From {@code low} to {@code high}. */
    public record Interval(double low, double high) {}

    private static double studentT(Sample sample) {
        if (sample.n() == 1 || sample.mean() == 0 || !sample.spreads()) {
            return 1;
        }
        return StudentT.twoSided(sample.mean() / standardError(sample), sample.n() - 1);
    }

    private static double standardError(Sample sample) {
        return sample.standardDeviation() / Math.sqrt(sample.n());
    }

    private static int count(double[] differences, int sign) {
        return (int) Arrays.stream(differences)
                .filter(difference -> Math.signum(difference) == sign)
                .count();
    }
}
