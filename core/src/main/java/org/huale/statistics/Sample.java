package org.huale.statistics;

/**
 * What repetitions came to.
 *
 * @param n how many, at least 1
 * @param mean of them
 * @param standardDeviation with divisor n - 1; 0 where n = 1, when nothing is known of it
 */
public record Sample(int n, double mean, double standardDeviation) {
    /** Of a number, how much of it arithmetic may have made. */
    static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException where there is no value or one is not finite */
    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample needs at least one value");
        }
        Finite.require(values);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(values.length, mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
    }

    /** Whether the values differ by more than rounding. */
    public boolean spreads() {
        return standardDeviation > ROUNDING * Math.abs(mean);
    }
}
