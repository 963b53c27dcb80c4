package org.huale.report.html;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.loop.CycleRecord;
import org.huale.report.ArmCurves;
import org.huale.report.Axis;
import org.huale.report.DatasetComparison;
import org.huale.report.Figure;
import org.huale.report.html.Series.Point;
import org.huale.statistics.CurveBand;
import org.huale.statistics.Sample;

/**
 * Learning curves of each data set with a table of their numbers. Every choice of figure and axis is in the page; the
 * style sheet shows the chosen one, so that no script is needed.
 */
record CurveSection(ReportedRuns runs) {
    private static final int FEW_ARMS = 6;

    Element html() {
        Element section = Section.of("curves", "Learning curves");
        if (runs.figures().isEmpty()) {
            return section.add(Section.nothing("No detector has been evaluated yet."));
        }
        section.add(Element.of("div", "switches")
                .add(Section.choice(
                        "figure",
                        "Figure",
                        runs.figures().stream().map(Figures::title).toList()))
                .add(Section.choice("axis", "Against", List.of("labeled images", "labeled boxes")))
                .add(shown()));
        for (int i = 0; i < runs.datasets().size(); i++) {
            section.add(dataset(i));
        }
        return section.add(
                Element.of("p", "note")
                        .text(
                                "Lines are means over seeds, each the mean of its replicates, bands one standard deviation to either side. A point says its numbers under"
                                        + " the pointer; with the keyboard, arrow keys move from point to point of the chart in focus."));
    }

    /** Boxes to check, which the style sheet reads. Bands are shown at first where they do not hide each other. */
    private Element shown() {
        List<String> labels = runs.labels();
        Element set = Element.of("fieldset", "choice arms")
                .add(Element.of("legend").text("Show"))
                .add(Section.checkbox("bands", "bands", labels.size() <= FEW_ARMS));
        if (labels.size() > 2) {
            for (int i = 0; i < labels.size(); i++) {
                set.add(Section.checkbox("show-arm-" + i, labels.get(i), true));
            }
        }
        return set;
    }

    private Element dataset(int number) {
        Element block = Element.of("div", "dataset")
                .add(Element.of("h3").text(runs.datasets().get(number).dataset()));
        for (int i = 0; i < runs.figures().size(); i++) {
            DatasetComparison dataset = runs.comparisons().get(i).datasets().get(number);
            Figure figure = runs.figures().get(i);
            for (Axis axis : Axis.LABELS) {
                block.add(Element.of("div", "panel figure-" + i + " axis-" + axis)
                        .add(chart(dataset, figure, axis).html()));
            }
            block.add(Element.of("div", "panel figure-" + i).add(table(dataset, figure)));
        }
        return block;
    }

    private LineChart chart(DatasetComparison dataset, Figure figure, Axis axis) {
        String title = Figures.title(figure);
        return new LineChart(
                title + " on " + dataset.dataset() + " against labeled " + axis,
                new LineChart.Axes("labeled " + axis, title + ", %", Numbers::tickPercent),
                dataset.arms().stream().map(arm -> series(arm, axis)).toList());
    }

    private Series series(ArmCurves curves, Axis axis) {
        String name = curves.arm().label();
        List<Point> points = curves.band(axis).levels().stream()
                .map(level -> point(name, axis, level))
                .toList();
        return new Series(name, runs.look(curves.arm()), runs.hook(curves.arm()), points);
    }

    private static Point point(String name, Axis axis, CurveBand.Level level) {
        Sample values = level.values();
        String words = name + ": " + Numbers.percent(values) + " with " + Numbers.whole(level.x()) + " " + axis
                + (values.n() > 1 ? " (" + values.n() + " seeds)" : "");
        double spread = values.standardDeviation();
        return new Point(level.x(), values.mean(), values.mean() - spread, values.mean() + spread, words);
    }

    private Element table(DatasetComparison dataset, Figure figure) {
        List<ArmCycles> arms = dataset.arms().stream()
                .map(curves -> new ArmCycles(curves.arm()))
                .toList();
        int cycles = arms.stream().mapToInt(ArmCycles::count).max().orElse(0);
        Table table = new Table(Figures.title(figure) + " on " + dataset.dataset()
                        + " in percent, by cycle: mean ± standard deviation over seeds")
                .head("arm")
                .head("seeds");
        IntStream.range(0, cycles).forEach(cycle -> table.head("cycle " + cycle));
        for (ArmCycles arm : arms) {
            table.row(arm.arm().label())
                    .marked(runs.hook(arm.arm()))
                    .number(Integer.toString(arm.arm().bySeed().size()));
            IntStream.range(0, cycles).forEach(cycle -> cell(table, arm, figure, cycle));
        }
        return table.html();
    }

    private static void cell(Table table, ArmCycles arm, Figure figure, int cycle) {
        Optional<Sample> sample = arm.sample(cycle, record -> Figures.value(figure, record));
        table.number(sample.map(Numbers::percent).orElse(Numbers.NONE), spent(arm, cycle));
    }

    private static String spent(ArmCycles arm, int cycle) {
        Optional<Sample> images = arm.sample(cycle, CycleRecord::images);
        Optional<Sample> boxes = arm.sample(cycle, CycleRecord::boxes);
        return images.isEmpty() || boxes.isEmpty()
                ? ""
                : Numbers.whole(images.get().mean()) + " images, "
                        + Numbers.whole(boxes.get().mean()) + " boxes";
    }
}
