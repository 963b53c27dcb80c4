package org.huale.statistics;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Student's t where there is a true effect: (Z + shift) / sqrt(chi-squared / freedom). */
final class NoncentralT {
    private static final double PRECISION = 1e-17;

    /** Beyond it the series has too many terms, and Z is next to nothing beside the shift. */
    private static final double FARTHEST = 1000;

    private NoncentralT() {}

    /**
     * The chance of T &lt;= t, for at least one degree of freedom, by the series of Lenth (Algorithm AS 243, Applied Statistics
     * 38, 1989), each incomplete beta function on its own. Its terms are taken from the largest one on to both sides: the first
     * one is less than the least number that there is where the shift is beyond 38.
     */
    static double upTo(double t, double freedom, double shift) {
        return t < 0 ? 1 - positive(-t, freedom, -shift) : positive(t, freedom, shift);
    }

    private static double positive(double t, double freedom, double shift) {
        if (Math.abs(shift) > FARTHEST) {
            return shift < 0 ? 1 : farOff(t, freedom, shift);
        }
        Series series = new Series(t * t / (freedom + t * t), freedom / 2, shift);
        return Math.max(0, Math.min(1, NormalDistribution.of(0, 1).cumulativeProbability(-shift) + series.sum() / 2));
    }

    /** The mean over Z, by the three places and weights of Gauss and Hermite, of the chance that the root is large enough. */
    private static double farOff(double t, double freedom, double shift) {
        double side = Math.sqrt(3);
        return 2 * rootFrom(shift / t, freedom) / 3
                + (rootFrom((shift - side) / t, freedom) + rootFrom((shift + side) / t, freedom)) / 6;
    }

    /** The chance of sqrt(chi-squared / freedom) &gt;= x. */
    private static double rootFrom(double x, double freedom) {
        return ChiSquaredDistribution.of(freedom).survivalProbability(freedom * x * x);
    }

    private record Series(double x, double halfFreedom, double shift) {

        double sum() {
            int largest = (int) half();
            double sum = 0;
            for (int j = largest; j == largest || weight(j) > PRECISION; j++) {
                sum += term(j);
            }
            for (int j = largest - 1; j >= 0 && weight(j) > PRECISION; j--) {
                sum += term(j);
            }
            return sum;
        }

        private double half() {
            return shift * shift / 2;
        }

        private double weight(int j) {
            return even(j) + Math.abs(odd(j));
        }

        private double term(int j) {
            return even(j) * RegularizedBeta.value(x, j + 0.5, halfFreedom)
                    + odd(j) * RegularizedBeta.value(x, j + 1.0, halfFreedom);
        }

        private double even(int j) {
            return Math.exp(power(j) - LogGamma.value(j + 1.0));
        }

        private double odd(int j) {
            return shift / Math.sqrt(2) * Math.exp(power(j) - LogGamma.value(j + 1.5));
        }

        /** The logarithm of half^j e^-half. */
        private double power(int j) {
            return (j == 0 ? 0 : j * Math.log(half())) - half();
        }
    }
}
