package org.huale.statistics;

/** The regularised lower incomplete gamma function, and the two distributions that come of it. */
final class GammaRatio {
    private static final double PRECISION = 1e-16;
    private static final int MOST_TERMS = 10_000;

    private GammaRatio() {}

    /** The chance that a chi-squared variable is above x, at least 0. */
    static double chiSquaredAbove(double x, double freedom) {
        return x <= 0 ? 1 : 1 - lower(freedom / 2, x / 2);
    }

    /** The chance that a standard normal variable is at most z. */
    static double normalUpTo(double z) {
        double half = lower(0.5, z * z / 2) / 2;
        return z < 0 ? 0.5 - half : 0.5 + half;
    }

    /** P(a, x) for a above 0 and x at least 0: a series for small x (DLMF 8.11.4), else a continued fraction (8.9.2). */
    static double lower(double a, double x) {
        if (x == 0) {
            return 0;
        }
        double front = Math.exp(a * Math.log(x) - x - StudentT.logGamma(a));
        return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        ContinuedFraction fraction = new ContinuedFraction(ContinuedFraction.INFINITE, b);
        double change = 0;
        for (int n = 1; n < MOST_TERMS && Math.abs(change - 1) >= PRECISION; n++) {
            b += 2;
            change = fraction.step(-n * (n - a), b);
        }
        return fraction.value();
    }
}
