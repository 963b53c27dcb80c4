package org.huale.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.huale.laws.SeededLaw;
import org.huale.statistics.LearningCurve.Point;
import org.junit.jupiter.api.Test;

class PowerLawForecastTest {

    private static List<Point> curve(double... figures) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            points.add(new Point(20.0 * (i + 1), figures[i]));
        }
        return points;
    }

    /**
     * The twin sums over a grid of all four numbers of the law, start and gain included, as Bayes' rule says, without any
     * algebra of normal distributions.
     */
    @Test
    void theForecastIsThatOfBayesRuleOnAGrid() {
        List<Point> points = curve(0.3, 0.44, 0.45);
        Expectation expectation = new PowerLawForecast(points).at(100);
        double weights = 0;
        double mean = 0;
        double belowLow = 0;
        double belowHigh = 0;
        for (double exponent : new double[] {0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4}) {
            for (int k = 0; k < 8; k++) {
                double noise = 0.005 * Math.pow(2, k / 2.0);
                for (double start = 0.1; start < 0.6; start += 0.002) {
                    for (double gain = -0.5; gain < 1.2; gain += 0.004) {
                        double weight = weight(points, new double[] {start, gain, exponent, noise});
                        double next = start + gain * (1 - Math.pow(5, -exponent));
                        weights += weight;
                        mean += weight * next;
                        belowLow += weight * normal((expectation.low() - next) / noise);
                        belowHigh += weight * normal((expectation.high() - next) / noise);
                    }
                }
            }
        }
        assertThat(expectation.expected()).isCloseTo(mean / weights, within(2e-4));
        assertThat(belowLow / weights).isCloseTo(0.1, within(2e-3));
        assertThat(belowHigh / weights).isCloseTo(0.9, within(2e-3));
    }

    /** Prior times likelihood of start, gain, exponent and noise. */
    private static double weight(List<Point> points, double[] numbers) {
        double log = -squared((numbers[0] - 0.4) / 0.4) / 2 - squared((numbers[1] - 0.25) / 0.2) / 2;
        for (Point point : points) {
            double law = numbers[0] + numbers[1] * (1 - Math.pow(point.x() / 20, -numbers[2]));
            log -= squared((point.y() - law) / numbers[3]) / 2 + Math.log(numbers[3]);
        }
        return Math.exp(log);
    }

    private static double normal(double value) {
        return NormalDistribution.of(0, 1).cumulativeProbability(value);
    }

    private static double squared(double value) {
        return value * value;
    }

    /** Curves as the prior has them: 80 of 100 figures that follow lie in the interval, give or take four deviations. */
    @SeededLaw
    void theIntervalHoldsFourFifthsOfCurvesAsExpected(long seed) {
        RandomGenerator random = new Random(seed);
        int held = 0;
        int all = 400;
        for (int i = 0; i < all; i++) {
            double start = 0.4 + 0.1 * random.nextGaussian();
            double gain = 0.25 + 0.06 * random.nextGaussian();
            double exponent = new double[] {0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4}[random.nextInt(7)];
            double noise = 0.005 * Math.pow(2, random.nextInt(8) / 2.0);
            double[] figures = new double[5];
            for (int k = 0; k < 5; k++) {
                figures[k] = start + gain * (1 - Math.pow(k + 1, -exponent)) + noise * random.nextGaussian();
            }
            Expectation expectation = new PowerLawForecast(curve(figures).subList(0, 4)).at(100);
            held += expectation.low() <= figures[4] && figures[4] <= expectation.high() ? 1 : 0;
        }
        assertThat(held / (double) all).isBetween(0.72, 0.95); // of curves that spread less than the prior, more
    }

    @Test
    void aCleanCurveIsDrawnOutAlongItsLaw() {
        double[] figures = new double[8];
        for (int k = 0; k < figures.length; k++) {
            figures[k] = 0.3 + 0.4 * (1 - Math.pow(k + 1, -0.5));
        }
        Expectation expectation = new PowerLawForecast(curve(figures)).at(200);
        assertThat(expectation.expected()).isCloseTo(0.3 + 0.4 * (1 - Math.pow(10, -0.5)), within(0.005));
        assertThat(expectation.high() - expectation.low()).isLessThan(0.03);
        assertThat(expectation.gain()).isPositive();
    }

    @Test
    void anIntervalWidensWithTheNoiseAndWithTheDistance() {
        PowerLawForecast calm = new PowerLawForecast(curve(0.30, 0.38, 0.42, 0.45));
        PowerLawForecast noisy = new PowerLawForecast(curve(0.30, 0.46, 0.36, 0.47));
        assertThat(width(calm.at(100))).isLessThan(width(noisy.at(100)));
        assertThat(width(calm.at(100))).isLessThan(width(calm.at(400)));
    }

    private static double width(Expectation expectation) {
        return expectation.high() - expectation.low();
    }

    @Test
    void whatIsExpectedIsAFigure() {
        Expectation expectation = new PowerLawForecast(curve(0.9, 0.99, 1, 1)).at(100);
        assertThat(expectation.high()).isLessThanOrEqualTo(1);
        assertThat(new PowerLawForecast(curve(0, 0)).at(60).low()).isZero();
    }

    @Test
    void nothingIsSaidOfOnePointOrOfWhatIsKnown() {
        SortedMap<Integer, Double> points = new TreeMap<>();
        points.put(20, 0.5);
        assertThat(Expectation.after(points, 40)).isEmpty();
        points.put(40, 0.6);
        assertThat(Expectation.after(points, 60)).isPresent();
        assertThat(Expectation.after(points, 40)).isEmpty();
        assertThatThrownBy(() -> new PowerLawForecast(curve(0.5))).hasMessageContaining("at least 2 points");
    }

    @Test
    void theWordsHaveTheNumbersInPoints() {
        Expectation expectation = new Expectation(new Point(40, 0.6), 60, 0.6251, 0.5801, 0.6599);
        assertThat(expectation.words())
                .isEqualTo("20 images more: 62.5 expected, with 80 % chance from 58.0 to 66.0; now 60.0, so a gain of"
                        + " +2.5 (-2.0 to +6.0)");
    }
}
