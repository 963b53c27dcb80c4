package org.huale.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The distance from the least to the greatest of k independent standard normal variables: the studentized range with the
 * deviation known, that is, with infinitely many degrees of freedom.
 */
final class StudentizedRange {
    private static final double END = 9; // beyond, the normal density is below 1e-18
    private static final int STEPS = 720; // of Simpson's rule; an integrand this smooth is exact to 1e-12 with them
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private StudentizedRange() {}

    /** The chance of a range of at most q, for at least two variables. */
    static double upTo(double q, int k) {
        double step = 2 * END / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double weight = i == 0 || i == STEPS ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * atLeast(-END + i * step, q, k);
        }
        return Math.min(1, k * sum * step / 3);
    }

    /** The q with a chance of {@code confidence}, in (0, 1), found by halving. */
    static double quantile(double confidence, int k) {
        double low = 0;
        double high = 2 * END;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (upTo(middle, k) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The density of the least being z, but for the factor k, times the chance that all others are within q above it. */
    private static double atLeast(double z, double q, int k) {
        double others = NORMAL.probability(z, z + q);
        return NORMAL.density(z) * Math.pow(Math.max(0, others), k - 1);
    }
}
