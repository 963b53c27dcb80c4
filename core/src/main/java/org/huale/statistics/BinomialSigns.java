package org.huale.statistics;

/** Counts only who is ahead how often (Arbuthnott 1710). */
final class BinomialSigns {

    private BinomialSigns() {}

    /** The chance that fair coins fall at least as unevenly. */
    static double pValue(int better, int worse) {
        int n = better + worse;
        double term = Math.pow(2, -n); // C(n, k) / 2^n
        double tail = 0;
        for (int k = 0; k <= Math.min(better, worse); k++) {
            tail += term;
            term *= (double) (n - k) / (k + 1);
        }
        return Math.min(1, 2 * tail);
    }
}
