package org.huale.statistics;

/** Student's t distribution. */
final class StudentT {
    private static final double PRECISION = 1e-15;
    private static final int MOST_TERMS = 10_000;

    private StudentT() {}

    /** The chance of |T| >= |t|, for at least one degree of freedom; 0 for infinite t. */
    static double twoSided(double t, double freedom) {
        return Double.isInfinite(t) ? 0 : betaRatio(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /** The t with a chance of |T| <= t of {@code confidence}, in (0, 1), found by halving. */
    static double quantile(double confidence, double freedom) {
        double low = 0;
        double high = 1;
        while (twoSided(high, freedom) > 1 - confidence) {
            high *= 2;
        }
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (twoSided(middle, freedom) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The regularised incomplete beta function I_x(a, b). */
    static double betaRatio(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** The continued fraction of the incomplete beta function (DLMF 8.17.22). */
    private static double fraction(double x, double a, double b) {
        ContinuedFraction fraction = new ContinuedFraction(1, 1 - (a + b) * x / (a + 1));
        double change = 0;
        for (int m = 1; m < MOST_TERMS && Math.abs(change - 1) >= PRECISION; m++) {
            fraction.step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1);
            change = fraction.step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1);
        }
        return fraction.value();
    }

    /** ln of the gamma function of a positive number: Stirling's series after a shift to above 15. */
    static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 15) {
            shift += Math.log(z);
            z++;
        }
        double inverse = 1 / (z * z);
        double series =
                (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse * (1 / 1680.0 - inverse / 1188))))
                        / z;
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
