package org.huale.detect;

/**
 * Compares confidences with bounds that people gave. Detectors tell confidences as floats, and that of 0.7 is a little less than
 * the double 0.7, that of 0.1 a little more: both sides are compared as floats, so that a bound is the number that it reads as.
 */
public final class Confidence {

    private Confidence() {}

    /** @param confidence a float, or a score that follows from one */
    public static boolean isAtLeast(double confidence, double bound) {
        return (float) confidence >= (float) bound;
    }

    /** @param confidence a float, or a score that follows from one */
    public static boolean isAbove(double confidence, double bound) {
        return (float) confidence > (float) bound;
    }
}
