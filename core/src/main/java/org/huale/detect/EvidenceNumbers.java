package org.huale.detect;

/** What numbers of evidence may be that others wrote, in whatever kind of file. */
public final class EvidenceNumbers {
    /** What {@link #isAmount} allows, in words. */
    public static final String AMOUNT = "at least 0 and finite";

    /** What {@link #isCount} allows, in words. */
    public static final String COUNT = "a whole number in [0, 1000000]";

    private static final double MOST_SUPPRESSED = 1e6;
    private static final double SUM_TOLERANCE = 0.01; // of numbers printed with three digits

    private EvidenceNumbers() {}

    /** Whether it may be a share of a class distribution, or a variance. */
    public static boolean isAmount(double value) {
        return value >= 0 && value <= Float.MAX_VALUE;
    }

    /** Whether it may be the sum of a class distribution, background included. */
    public static boolean isSum(double sum) {
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }

    /** Whether so many boxes may be suppressed: a whole number in [0, 1000000]. */
    public static boolean isCount(double value) {
        return value >= 0 && value <= MOST_SUPPRESSED && value == Math.rint(value);
    }
}
