package org.huale.report.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.metric.Evaluation;
import org.huale.metric.PrecisionRecallCurve;
import org.huale.report.chart.ChartFile;
import org.huale.report.chart.LineChart;
import org.huale.report.chart.Series;
import org.huale.report.chart.SeriesStyle;
import org.huale.report.markup.Numbers;

/** The precision-recall curves of an evaluation, ten classes to a chart. */
record PrecisionRecallCharts(Evaluation evaluation) {
    private static final int CLASSES_TO_A_CHART = 10;

    /** Writes {@code NAME-1.svg}, {@code NAME-2.svg} and so on; none where no class has a curve. */
    List<Path> write(Path folder, String name) {
        List<PrecisionRecallCurve> curves = curves();
        List<String> names = names(name);
        String title = "Precision and recall at IoU 0.5, " + evaluation.metric().toUpperCase(Locale.ROOT);
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < curves.size(); from += CLASSES_TO_A_CHART) {
            Path file = folder.resolve(names.get(files.size()));
            List<PrecisionRecallCurve> some = curves.subList(from, Math.min(from + CLASSES_TO_A_CHART, curves.size()));
            new ChartFile(title, chart(title, some)).write(file);
            files.add(file);
        }
        return files;
    }

    /** Of the files that are written. */
    List<String> names(String name) {
        int charts = (curves().size() + CLASSES_TO_A_CHART - 1) / CLASSES_TO_A_CHART;
        return IntStream.rangeClosed(1, charts)
                .mapToObj(i -> name + "-" + i + ".svg")
                .toList();
    }

    private List<PrecisionRecallCurve> curves() {
        return evaluation.curves().stream()
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    private static LineChart chart(String title, List<PrecisionRecallCurve> curves) {
        List<Series> series = new ArrayList<>();
        curves.forEach(curve -> series.add(series(curve, SeriesStyle.of(series.size()))));
        return new LineChart(title, new LineChart.Axes("recall", "precision", Numbers::shortly, true), series);
    }

    /** Begins at recall 0 with the precision of the first point, as a curve of one point would not be seen. */
    private static Series series(PrecisionRecallCurve curve, SeriesStyle style) {
        double first = curve.points().get(0).precision();
        Stream<Series.Point> rest = curve.points().stream().map(it -> point(it.recall(), it.precision()));
        return new Series(
                curve.className(),
                style,
                "",
                Stream.concat(Stream.of(point(0, first)), rest).toList());
    }

    private static Series.Point point(double recall, double precision) {
        return new Series.Point(recall, precision, precision, precision, "");
    }
}
