package org.huale.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution, seen from both sides. */
final class StudentT {

    private StudentT() {}

    /** The chance of |T| >= |t|, for at least one degree of freedom; 0 for infinite t. */
    static double twoSided(double t, double freedom) {
        return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(t));
    }

    /** The t with a chance of |T| <= t of {@code confidence}, in (0, 1). */
    static double quantile(double confidence, double freedom) {
        return TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2);
    }
}
