package org.huale.report;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.loop.CycleRecord;
import org.huale.loop.RunHistory;
import org.huale.statistics.LearningCurve;

/** A figure of one run over its cycles. */
public record RunCurve(RunHistory run, LearningCurve images, LearningCurve boxes) {

    /** Empty where no cycle has the figure. Of cycles that cost the same, as a selection without boxes, the last counts. */
    static Optional<RunCurve> of(RunHistory run, Figure figure) {
        Map<Integer, Double> images = values(run, figure, Axis.IMAGES);
        return images.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunCurve(run, curve(images), curve(values(run, figure, Axis.BOXES))));
    }

    public LearningCurve on(Axis axis) {
        return axis == Axis.IMAGES ? images : boxes;
    }

    public long seed() {
        return run.summary().seed();
    }

    private static Map<Integer, Double> values(RunHistory run, Figure figure, Axis axis) {
        Map<Integer, Double> values = new TreeMap<>();
        for (CycleRecord cycle : run.cycles()) {
            figure.of(cycle).ifPresent(value -> values.put(axis.of(cycle), value));
        }
        return values;
    }

    private static LearningCurve curve(Map<Integer, Double> values) {
        return new LearningCurve(values.entrySet().stream()
                .map(it -> new LearningCurve.Point(it.getKey(), it.getValue()))
                .toList());
    }
}
