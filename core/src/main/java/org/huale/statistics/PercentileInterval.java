package org.huale.statistics;

import java.util.Arrays;

/** The interval between two quantiles of values that were drawn, as the bootstrap takes it. */
public final class PercentileInterval {

    private PercentileInterval() {}

    /**
     * The middle share of the values, straight between neighbours as numpy's quantiles are.
     *
     * @param values at least one, finite
     * @param confidence in (0, 1)
     */
    public static PairedComparison.Interval of(double[] values, double confidence) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an interval needs at least one value");
        }
        Finite.require(values);
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double tail = (1 - confidence) / 2;
        return new PairedComparison.Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
