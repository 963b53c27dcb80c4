package org.huale.report.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.statistics.CommonRange;
import org.huale.statistics.LearningCurve;

/**
 * A figure over the cycles of a seed: of its run or, where it has replicates, of their mean.
 *
 * @param runs of the seed that have the figure
 * @param seconds against the seconds of annotation since the initial set; empty where they were not measured
 */
public record RunCurve(
        List<RunHistory> runs, LearningCurve images, LearningCurve boxes, Optional<LearningCurve> seconds) {

    public RunCurve {
        runs = List.copyOf(runs);
    }

    /**
     * Means over the replicates, cycle by cycle, of what was spent and of the figure, as far as all of them have come. Empty
     * where no cycle has the figure. Of cycles that cost the same, as a selection without boxes, the last counts.
     */
    static Optional<RunCurve> of(List<RunHistory> replicates, Figure figure, AnnotationSeconds annotation) {
        List<RunHistory> runs = new ArrayList<>();
        List<Map<Integer, Spent>> all = new ArrayList<>();
        for (RunHistory run : replicates) {
            Map<Integer, Spent> cycles = cycles(run, figure, annotation);
            if (!cycles.isEmpty()) {
                runs.add(run);
                all.add(cycles);
            }
        }
        List<Spent> means = Spent.means(all);
        return means.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunCurve(runs, curve(means, Axis.IMAGES), curve(means, Axis.BOXES), seconds(means)));
    }

    private static Optional<LearningCurve> seconds(List<Spent> means) {
        boolean measured = means.stream().noneMatch(it -> Double.isNaN(it.seconds()));
        return measured ? Optional.of(curve(means, Axis.SECONDS)) : Optional.empty();
    }

    /** The curve against an axis. @throws java.util.NoSuchElementException for seconds that were not measured */
    public LearningCurve on(Axis axis) {
        return switch (axis) {
            case IMAGES -> images;
            case BOXES -> boxes;
            case SECONDS -> seconds.orElseThrow();
        };
    }

    /** Its mean height over a range; empty where it does not cover it, or seconds were not measured. */
    public OptionalDouble area(Axis axis, CommonRange range) {
        boolean covers = (axis != Axis.SECONDS || seconds.isPresent())
                && on(axis).covers(range.from())
                && on(axis).covers(range.to());
        return covers ? OptionalDouble.of(on(axis).area(range.from(), range.to())) : OptionalDouble.empty();
    }

    /** The figure with so many images; empty where the curve does not reach so far. */
    public OptionalDouble at(double labeled) {
        return images.covers(labeled) ? OptionalDouble.of(images.at(labeled)) : OptionalDouble.empty();
    }

    public long seed() {
        return runs.get(0).summary().seed();
    }

    private static Map<Integer, Spent> cycles(RunHistory run, Figure figure, AnnotationSeconds given) {
        AnnotationSeconds annotation = given.orMeasuredIn(run);
        Map<Integer, Spent> cycles = new TreeMap<>();
        double seconds = annotation.ofNothing();
        for (CycleRecord cycle : run.cycles()) {
            double spent = seconds;
            figure.of(cycle)
                    .ifPresent(
                            value -> cycles.put(cycle.cycle(), new Spent(cycle.images(), cycle.boxes(), spent, value)));
            seconds += annotation.of(run, cycle);
        }
        return cycles;
    }

    private static LearningCurve curve(List<Spent> cycles, Axis axis) {
        Map<Double, Double> values = new TreeMap<>();
        cycles.forEach(it -> values.put(it.on(axis), it.value()));
        return new LearningCurve(values.entrySet().stream()
                .map(it -> new LearningCurve.Point(it.getKey(), it.getValue()))
                .toList());
    }
}
