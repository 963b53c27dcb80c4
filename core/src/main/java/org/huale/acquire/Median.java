package org.huale.acquire;

import java.util.Arrays;

/** The middle of numbers. */
public final class Median {

    private Median() {}

    /** The mean of the two middle ones where their number is even; 0 for none. Sorts the array. */
    public static double of(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n == 0 ? 0 : (values[(n - 1) / 2] + values[n / 2]) / 2;
    }
}
