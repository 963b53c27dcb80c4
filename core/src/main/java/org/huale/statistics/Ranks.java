package org.huale.statistics;

import java.util.Arrays;

/** The places of values in their ascending order. */
public final class Ranks {

    private Ranks() {}

    /**
     * The rank of each value, from 1 for the least; equal values share the mean of their places.
     *
     * @throws IllegalArgumentException where a value is not finite
     */
    public static double[] of(double... values) {
        Finite.require(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values).map(value -> middle(sorted, value)).toArray();
    }

    private static double middle(double[] sorted, double value) {
        int below = 0;
        while (sorted[below] < value) {
            below++;
        }
        int end = below;
        while (end < sorted.length && sorted[end] == value) {
            end++;
        }
        return (below + 1 + end) / 2.0;
    }
}
