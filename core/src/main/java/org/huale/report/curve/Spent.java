package org.huale.report.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What a cycle had cost, and how good it was.
 *
 * @param seconds of annotation since the initial set; NaN where they were not measured
 */
public record Spent(double images, double boxes, double seconds, double value) {

    double on(Axis axis) {
        return switch (axis) {
            case IMAGES -> images;
            case BOXES -> boxes;
            case SECONDS -> seconds;
        };
    }

    /** The mean of each cycle that all have, by its number. */
    static List<Spent> means(List<Map<Integer, Spent>> runs) {
        List<Spent> means = new ArrayList<>();
        if (!runs.isEmpty()) {
            TreeSet<Integer> cycles = new TreeSet<>(runs.get(0).keySet());
            runs.forEach(run -> cycles.retainAll(run.keySet()));
            cycles.forEach(cycle ->
                    means.add(mean(runs.stream().map(run -> run.get(cycle)).toList())));
        }
        return means;
    }

    private static Spent mean(List<Spent> cycles) {
        return new Spent(
                mean(cycles, Spent::images),
                mean(cycles, Spent::boxes),
                mean(cycles, Spent::seconds),
                mean(cycles, Spent::value));
    }

    private static double mean(List<Spent> cycles, ToDoubleFunction<Spent> number) {
        return cycles.stream().mapToDouble(number).average().orElseThrow();
    }
}
