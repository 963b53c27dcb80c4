package org.huale.acquire.learned;

import java.util.Arrays;
import java.util.Locale;
import org.huale.statistics.Ranks;

/**
 * How well a number tells labeled images from unlabeled ones: the probability that a labeled image has the higher one of two
 * that are drawn, ties for half (the area under the ROC curve); 0.5 is guessing. Whether it is more than chance is said by
 * the normal approximation of Mann and Whitney's test, one-sided, at 5 %, without correction for ties.
 */
final class Separation {
    private static final double FIVE_PERCENT = 1.6449; // quantile of the standard normal distribution

    private final double[] labeled;
    private double won;
    private long unlabeled;

    /** @param labeled the numbers of labeled images, in any order */
    Separation(double[] labeled) {
        this.labeled = labeled.clone();
        Arrays.sort(this.labeled);
    }

    void addUnlabeled(double number) {
        won += labeled.length - (Ranks.notAbove(labeled, number) + Ranks.below(labeled, number)) / 2.0;
        unlabeled++;
    }

    boolean isKnown() {
        return labeled.length > 0 && unlabeled > 0;
    }

    /** In [0, 1]; NaN where it is not known. */
    double area() {
        return won / labeled.length / unlabeled;
    }

    boolean isMoreThanChance() {
        double deviation = Math.sqrt((labeled.length + unlabeled + 1.0) / (12.0 * labeled.length * unlabeled));
        return area() - 0.5 > FIVE_PERCENT * deviation;
    }

    /** In numbers. */
    String words() {
        return String.format(
                Locale.ROOT,
                "area under the ROC curve %.3f over %d labeled and %d unlabeled images",
                area(),
                labeled.length,
                unlabeled);
    }
}
