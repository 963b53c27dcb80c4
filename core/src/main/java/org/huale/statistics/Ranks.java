package org.huale.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;

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
        return Arrays.stream(values)
                .map(value -> (below(sorted, value) + 1 + notAbove(sorted, value)) / 2.0)
                .toArray();
    }

    /** How many of some values, which ascend, are less than another. */
    public static int below(double[] ascending, double value) {
        return count(ascending, it -> it < value);
    }

    /** How many of some values, which ascend, are less than another or equal to it. */
    public static int notAbove(double[] ascending, double value) {
        return count(ascending, it -> it <= value);
    }

    /** By halving, as no value is counted after one that is not. */
    private static int count(double[] ascending, DoublePredicate counts) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (counts.test(ascending[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
