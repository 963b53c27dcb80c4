package org.huale.forecast;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.huale.statistics.LearningCurve;

/**
 * What the next batch of annotations is expected to bring.
 *
 * @param last images and figure as they are
 * @param next images after the batch
 * @param expected mean of the figure that will be measured then
 * @param low below it lies a tenth of what may be measured
 * @param high above it lies a tenth
 */
public record Expectation(LearningCurve.Point last, double next, double expected, double low, double high) {

    /**
     * What is expected with so many images; empty where the curve is too short to say, or has come so far already.
     *
     * @param curve the figure in [0, 1] by images that were learned from
     */
    public static Optional<Expectation> after(SortedMap<Integer, Double> curve, int next) {
        if (curve.size() < PowerLawForecast.LEAST_POINTS || curve.firstKey() < 1 || next <= curve.lastKey()) {
            return Optional.empty();
        }
        List<LearningCurve.Point> points = curve.entrySet().stream()
                .map(it -> new LearningCurve.Point(it.getKey(), it.getValue()))
                .toList();
        return Optional.of(new PowerLawForecast(points).at(next));
    }

    /** The expected figure less the present one. */
    public double gain() {
        return expected - last.y();
    }

    /** In points of a hundred. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%.0f images more: %.1f expected, with 80 %% chance from %.1f to %.1f; now %.1f, so a gain of %+.1f"
                        + " (%+.1f to %+.1f)",
                next - last.x(),
                100 * expected,
                100 * low,
                100 * high,
                100 * last.y(),
                100 * gain(),
                100 * (low - last.y()),
                100 * (high - last.y()));
    }
}
