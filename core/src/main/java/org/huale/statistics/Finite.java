package org.huale.statistics;

/** What no number of this package is made from: NaN and infinity. */
final class Finite {

    private Finite() {}

    /** @throws IllegalArgumentException with the place, from 1, of the first that is not finite */
    static void require(double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "values must be finite, got " + values[i] + " as number " + (i + 1) + " of " + values.length);
            }
        }
    }
}
