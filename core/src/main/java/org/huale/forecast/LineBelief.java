package org.huale.forecast;

/**
 * What is known of level and rise of a straight line through noisy points, as a normal distribution of the two; never changes.
 *
 * @param level mean of the value at 0
 * @param rise mean of the slope
 * @param ofLevel variance of the level
 * @param ofBoth covariance
 * @param ofRise variance of the rise
 */
record LineBelief(double level, double rise, double ofLevel, double ofBoth, double ofRise) {

    /** The mean of the line at a place. */
    double mean(double place) {
        return level + place * rise;
    }

    /** The variance of the line at a place. */
    double variance(double place) {
        return ofLevel + 2 * place * ofBoth + place * place * ofRise;
    }

    /** After a value was seen at a place (the update of Kalman, Journal of Basic Engineering 82, 1960). */
    LineBelief seeing(double place, double value, double noise) {
        double total = variance(place) + noise * noise;
        double ofLevelSeen = ofLevel + place * ofBoth;
        double ofRiseSeen = ofBoth + place * ofRise;
        double error = value - mean(place);
        return new LineBelief(
                level + ofLevelSeen / total * error,
                rise + ofRiseSeen / total * error,
                ofLevel - ofLevelSeen * ofLevelSeen / total,
                ofBoth - ofLevelSeen * ofRiseSeen / total,
                ofRise - ofRiseSeen * ofRiseSeen / total);
    }

    /** The logarithm of the density of a value before it is seen, less a constant. */
    double evidence(double place, double value, double noise) {
        double total = variance(place) + noise * noise;
        double error = value - mean(place);
        return -0.5 * (Math.log(total) + error * error / total);
    }
}
