package org.huale.acquire.ssm;

/**
 * How doubtful a detection is as a whole: the sum over the classes of the logistic loss of the class's probability s against
 * the label that it suggests itself, -ln s where s is above one half, else -ln(1 - s). At least 0, 0 where every class is
 * sure; probabilities below 1e-7 count as 1e-7, where the published program's sum becomes undefined.
 */
final class BoxDoubt {
    private static final double LEAST = 1e-7;

    private BoxDoubt() {}

    /** @param p background first */
    static double of(double[] p) {
        double sum = 0;
        for (int c = 1; c < p.length; c++) {
            double agreed = p[c] > 0.5 ? p[c] : 1 - p[c];
            sum -= Math.log(Math.max(LEAST, agreed));
        }
        return Math.max(0, sum); // not below, which rounding of p could do
    }

    /** The class above one half, background being -1 like none. */
    static int positive(double[] p) {
        for (int c = 1; c < p.length; c++) {
            if (p[c] > 0.5) {
                return c - 1;
            }
        }
        return -1;
    }
}
