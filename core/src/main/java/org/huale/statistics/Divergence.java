package org.huale.statistics;

/**
 * How far two distributions over the same things are from each other, in nats. Arrays are of equal length, not negative,
 * with sum 1.
 */
public final class Divergence {
    private static final double LEAST = 1e-7; // below the last bit of a probability near 1 in single precision

    private Divergence() {}

    /** Jensen and Shannon's: in [0, ln 2], 0 for equal ones, ln 2 where no thing has a chance in both. Symmetric. */
    public static double jensenShannon(double[] p, double[] q) {
        requireEqualLengths(p, q);
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            double middle = (p[c] + q[c]) / 2;
            sum += term(p[c], middle) + term(q[c], middle);
        }
        return Math.max(0, Math.min(Math.log(2), sum / 2)); // rounding may leave the range
    }

    /**
     * The mean of Kullback and Leibler's divergence both ways, at least 0: half of Jeffreys'. Probabilities below 1e-7 count
     * as 1e-7, so that it is finite.
     */
    public static double symmetricKullbackLeibler(double[] p, double[] q) {
        requireEqualLengths(p, q);
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            double a = Math.max(LEAST, p[c]);
            double b = Math.max(LEAST, q[c]);
            sum += (a - b) * Math.log(a / b);
        }
        return sum / 2;
    }

    private static double term(double share, double middle) {
        return share > 0 ? share * Math.log(share / middle) : 0;
    }

    private static void requireEqualLengths(double[] p, double[] q) {
        if (p.length != q.length) {
            throw new IllegalArgumentException("lengths differ: " + p.length + " and " + q.length);
        }
    }
}
