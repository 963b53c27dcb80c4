package org.huale.statistics;

import java.util.Arrays;

/** Distributions from finite numbers; others are refused with an {@link IllegalArgumentException}. */
public final class Softmax {

    private Softmax() {}

    /** Shares in proportion to e to the power of each; empty for none. */
    public static double[] of(double[] values) {
        Finite.require(values);
        double highest = Arrays.stream(values).max().orElse(0);
        return shares(Arrays.stream(values).map(v -> Math.exp(v - highest)).toArray());
    }

    /** Each number's share of their sum, none negative; equal shares where all are 0. */
    public static double[] shares(double[] values) {
        Finite.require(values);
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values)
                .map(v -> sum > 0 ? v / sum : 1.0 / values.length)
                .toArray();
    }
}
