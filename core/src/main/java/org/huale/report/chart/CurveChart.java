package org.huale.report.chart;

import java.util.List;
import java.util.function.Function;
import org.huale.report.chart.Series.Point;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.markup.Numbers;
import org.huale.statistics.CurveBand;
import org.huale.statistics.Sample;

/**
 * The learning curves of a data set's arms: means over seeds, with bands of one standard deviation to either side.
 *
 * @param arms of a data set, one at least
 * @param figure what is on the curves, in words
 * @param hook of an arm, see {@link Series}
 */
public record CurveChart(List<ArmCurves> arms, String figure, SeriesStyles styles, Function<Arm, String> hook) {
    /** With more, bands hide each other. */
    public static final int FEW_ARMS = 6;

    public LineChart on(Axis axis) {
        return new LineChart(
                figure + " on " + arms.get(0).arm().dataset() + " against " + axis.title(),
                new LineChart.Axes(axis.title(), figure + ", %", Numbers::tickPercent),
                arms.stream().map(arm -> series(arm, axis)).toList());
    }

    /** For a picture whose bands nobody can switch off: there are none where arms are many. */
    public LineChart still(Axis axis) {
        LineChart chart = on(axis);
        return arms.size() <= FEW_ARMS
                ? chart
                : new LineChart(
                        chart.words(),
                        chart.axes(),
                        chart.series().stream().map(Series::withoutBand).toList());
    }

    private Series series(ArmCurves curves, Axis axis) {
        String name = curves.arm().label();
        List<Point> points = curves.band(axis).levels().stream()
                .map(level -> point(name, axis, level))
                .toList();
        return new Series(name, styles.of(name), hook.apply(curves.arm()), points);
    }

    private static Point point(String name, Axis axis, CurveBand.Level level) {
        Sample values = level.values();
        String words = name + ": " + Numbers.percent(values) + " with " + words(axis, level.x()) + " " + axis
                + (values.n() > 1 ? " (" + values.n() + " seeds)" : "");
        double spread = values.standardDeviation();
        return new Point(axis.inUnit(level.x()), values.mean(), values.mean() - spread, values.mean() + spread, words);
    }

    private static String words(Axis axis, double place) {
        return axis == Axis.SECONDS ? Numbers.shortly(axis.inUnit(place)) : Numbers.whole(place);
    }
}
