package org.huale.statistics;

/**
 * Evaluates a continued fraction from its front, by the modified method of Lentz (Thompson and Barnett, J. Comput. Phys. 64,
 * 1986): value = d0 · Π c d, with the reciprocal ratios of successive numerators and denominators.
 */
final class ContinuedFraction {
    private static final double SMALLEST = 1e-300; // stands for 0
    static final double INFINITE = 1 / SMALLEST;

    private double c;
    private double d;
    private double value;

    /**
     * @param c of the first term; {@link #INFINITE} where the fraction has nothing before it
     * @param denominator of the first term
     */
    ContinuedFraction(double c, double denominator) {
        this.c = c;
        d = 1 / kept(denominator);
        value = d;
    }

    /** Goes one term on; returns by which factor the value changed. */
    double step(double numerator, double denominator) {
        d = 1 / kept(numerator * d + denominator);
        c = kept(denominator + numerator / c);
        value *= d * c;
        return d * c;
    }

    double value() {
        return value;
    }

    private static double kept(double value) {
        return Math.abs(value) < SMALLEST ? SMALLEST : value;
    }
}
