package org.huale.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The curves of repetitions as one: their mean and spread at each x, in ascending order of x. */
public record CurveBand(List<Level> levels) {

    /** The values of the curves that cover x. */
    public record Level(double x, Sample values) {}

    public CurveBand {
        levels = List.copyOf(levels);
    }

    /**
     * Curves over the same grid, or over the beginning of it as unfinished runs have, keep that grid, and each level has the
     * curves that reach it. Curves over grids that differ, as against boxes, are read at as many evenly spaced places as
     * the longest has points, over the range that all cover, so that every level has every curve; there is no level where
     * they have no x in common, and none for no curves.
     */
    public static CurveBand of(List<LearningCurve> curves) {
        if (curves.isEmpty()) {
            return new CurveBand(List.of());
        }
        double[] longest = grid(curves.stream()
                .max(Comparator.comparingInt(curve -> curve.points().size()))
                .orElseThrow());
        boolean same = curves.stream().allMatch(curve -> begins(longest, grid(curve)));
        double[] xs = same ? longest : evenly(curves, longest.length);
        return new CurveBand(DoubleStream.of(xs).mapToObj(x -> level(x, curves)).toList());
    }

    private static Level level(double x, List<LearningCurve> curves) {
        return new Level(
                x,
                Sample.of(curves.stream()
                        .filter(curve -> curve.covers(x))
                        .mapToDouble(curve -> curve.at(x))
                        .toArray()));
    }

    private static double[] grid(LearningCurve curve) {
        return curve.points().stream().mapToDouble(LearningCurve.Point::x).toArray();
    }

    private static boolean begins(double[] longest, double[] grid) {
        return IntStream.range(0, grid.length).allMatch(i -> grid[i] == longest[i]);
    }

    private static double[] evenly(List<LearningCurve> curves, int places) {
        CommonRange range = CommonRange.of(curves);
        if (range.isEmpty()) {
            return new double[0];
        }
        if (range.from() == range.to()) {
            return new double[] {range.from()};
        }
        double step = (range.to() - range.from()) / (places - 1);
        return IntStream.range(0, places)
                .mapToDouble(i -> i == places - 1 ? range.to() : range.from() + i * step)
                .toArray();
    }
}
