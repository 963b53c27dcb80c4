package org.huale.statistics;

/**
 * How many pairs Student's paired t test, two-sided, needs to find a true difference.
 *
 * @param level that the p-value is held against, in (0, 1)
 * @param power the chance that is wished for, in (0, 1)
 */
public record PairedPower(double level, double power) {
    private static final int MOST = 1_000_000;

    /** 5 % and 80 %. */
    public static final PairedPower USUAL = new PairedPower(0.05, 0.8);

    public PairedPower {
        requireShare("level", level);
        requireShare("power", power);
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1), got " + value);
        }
    }

    /** The same where so many differences are tested and this one has the least p-value: the level divided by their number. */
    public PairedPower atFirstHolmStep(int comparisons) {
        if (comparisons < 1) {
            throw new IllegalArgumentException("comparisons must be at least 1, got " + comparisons);
        }
        return new PairedPower(level / comparisons, power);
    }

    /**
     * The chance that n pairs give a p-value below the level.
     *
     * @param effect the true mean difference divided by the deviation between pairs
     * @param n at least 2
     */
    public double chance(double effect, int n) {
        if (n < 2) {
            throw new IllegalArgumentException("a test needs at least two pairs, got " + n);
        }
        double freedom = n - 1;
        double critical = StudentT.quantile(1 - level, freedom);
        double shift = Math.abs(effect) * Math.sqrt(n);
        return 1 - NoncentralT.upTo(critical, freedom, shift) + NoncentralT.upTo(-critical, freedom, shift);
    }

    /**
     * The least number of pairs with the power wished for, at least 2.
     *
     * @param gain the true mean difference, not 0
     * @param deviation between pairs, above 0
     * @throws IllegalArgumentException where it would be more than a million
     */
    public int pairs(double gain, double deviation) {
        if (!(Math.abs(gain) > 0) || !(deviation > 0) || !Double.isFinite(gain / deviation)) {
            throw new IllegalArgumentException(
                    "gain must not be 0 and deviation above 0, got " + gain + " and " + deviation);
        }
        double effect = gain / deviation;
        int enough = 2;
        while (chance(effect, enough) < power) {
            if (enough >= MOST) {
                throw new IllegalArgumentException("a gain of " + gain + " at a deviation of " + deviation
                        + " would take more than " + MOST + " pairs");
            }
            enough *= 2;
        }
        return least(effect, enough);
    }

    /** By halving, as more pairs never make the chance smaller. */
    private int least(double effect, int enough) {
        int tooFew = 1;
        int least = enough;
        while (least - tooFew > 1) {
            int middle = (tooFew + least) / 2;
            if (chance(effect, middle) >= power) {
                least = middle;
            } else {
                tooFew = middle;
            }
        }
        return least;
    }
}
