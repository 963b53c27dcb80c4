package org.huale.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight scale between round numbers.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 * @param step between ticks
 */
public record Scale(double low, double high, double step) {

    /** Covers the range and ends at round numbers, about {@code ticks} of them; a range without extent is widened. */
    public static Scale covering(double low, double high, int ticks) {
        double margin = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.01);
        double step = roundStep((high - low + 2 * margin) / ticks);
        return new Scale(Math.floor((low - margin) / step) * step, Math.ceil((high + margin) / step) * step, step);
    }

    /** Ticks at round numbers, but no further than the range and a little air. */
    public static Scale within(double low, double high, int ticks) {
        double margin = high > low ? (high - low) * 0.02 : Math.max(Math.abs(low) * 0.1, 1);
        return new Scale(low - margin, high + margin, roundStep((high - low + 2 * margin) / ticks));
    }

    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Where a value is, 0 at the low end and 1 at the high end. */
    public double share(double value) {
        return (value - low) / (high - low);
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double roundStep(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        double lead = about / power;
        return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    }
}
