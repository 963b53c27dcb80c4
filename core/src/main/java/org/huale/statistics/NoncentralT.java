package org.huale.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Student's t where there is a true effect: (Z + shift) / sqrt(chi-squared / freedom). */
final class NoncentralT {
    private static final double PRECISION = 1e-17;
    private static final int MOST_TERMS = 100_000;

    private NoncentralT() {}

    /**
     * The chance of T &lt;= t, for at least one degree of freedom, by the series of Lenth (Algorithm AS 243, Applied Statistics
     * 38, 1989), each incomplete beta function on its own.
     */
    static double upTo(double t, double freedom, double shift) {
        return t < 0 ? 1 - positive(-t, freedom, -shift) : positive(t, freedom, shift);
    }

    private static double positive(double t, double freedom, double shift) {
        double x = t * t / (freedom + t * t);
        double half = shift * shift / 2;
        double even = Math.exp(-half);
        double odd = shift * even * Math.sqrt(2 / Math.PI);
        double sum = 0;
        for (int j = 0; j < MOST_TERMS && (j < half || even + Math.abs(odd) > PRECISION); j++) {
            sum += even * RegularizedBeta.value(x, j + 0.5, freedom / 2)
                    + odd * RegularizedBeta.value(x, j + 1.0, freedom / 2);
            even *= half / (j + 1);
            odd *= half / (j + 1.5);
        }
        return Math.max(0, Math.min(1, NormalDistribution.of(0, 1).cumulativeProbability(-shift) + sum / 2));
    }
}
