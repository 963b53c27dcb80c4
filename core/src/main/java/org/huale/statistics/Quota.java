package org.huale.statistics;

/**
 * The whole numbers beside a quota, as in apportionment: a share of a number, or a multiple of it. Decimals have no exact form in
 * binary, so that 1.1 times 50 comes out above 55 and .29 times 100 below 29; a quota so near to a whole number is that number.
 */
public final class Quota {
    private static final double ROUNDING = 1e-9;

    private Quota() {}

    /** The quota, rounded down. */
    public static long lower(double share, int number) {
        return (long) Math.floor(share * number + ROUNDING);
    }

    /** The quota, rounded up. */
    public static long upper(double share, int number) {
        return (long) Math.ceil(share * number - ROUNDING);
    }
}
