package org.huale.report.html;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.loop.folder.CycleRecord;
import org.huale.report.chart.CurveChart;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.curve.Figure;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.statistics.Sample;

/**
 * Learning curves of each data set with a table of their numbers. Every choice of figure and axis is in the page; the
 * style sheet shows the chosen one, so that no script is needed.
 */
record CurveSection(ReportedRuns runs) {
    static final String ID = "curves";

    Element html() {
        Element section = Section.of(ID, "Learning curves");
        if (runs.figures().isEmpty()) {
            return section.add(Section.nothing("No detector has been evaluated yet."));
        }
        List<Axis> axes = runs.axes();
        section.add(Element.of("div", "switches")
                .add(Section.choice(
                        "figure",
                        "Figure",
                        runs.figures().stream().map(Figure::title).toList()))
                .add(Section.choice(
                        "axis", "Against", axes.stream().map(Axis::title).toList()))
                .add(shown()));
        runs.datasets().forEach(dataset -> section.add(dataset(dataset, axes)));
        return section.add(
                Element.of("p", "note")
                        .text(
                                "Lines are means over seeds, each the mean of its replicates, bands one standard deviation to either side. Point at a marker to read its"
                                        + " numbers; with the keyboard, the arrow keys move from marker to marker of the chart in focus."));
    }

    /** Boxes to check, which the style sheet reads. Bands are shown at first where they do not hide each other. */
    private Element shown() {
        List<String> labels = runs.labels();
        Element set = Element.of("fieldset", "choice arms")
                .add(Element.of("legend").text("Show"))
                .add(Section.checkbox("bands", "bands", labels.size() <= CurveChart.FEW_ARMS));
        if (labels.size() > 2) {
            for (int i = 0; i < labels.size(); i++) {
                set.add(Section.checkbox("show-arm-" + i, labels.get(i), true));
            }
        }
        return set;
    }

    private Element dataset(DatasetComparison dataset, List<Axis> axes) {
        Element block = Element.of("div", "dataset").add(Element.of("h3").text(dataset.dataset()));
        for (int i = 0; i < runs.figures().size(); i++) {
            Figure figure = runs.figures().get(i);
            List<ArmCurves> arms = dataset.arms().stream()
                    .map(it -> ArmCurves.of(it.arm(), figure, runs.seconds()))
                    .toList();
            CurveChart curves = new CurveChart(arms, figure.title(), runs.styles(), runs::hook);
            for (Axis axis : axes) {
                block.add(Element.of("div", "panel figure-" + i + " axis-" + axis)
                        .add(curves.on(axis).html()));
            }
            block.add(Element.of("div", "panel figure-" + i).add(table(dataset, figure)));
        }
        return block;
    }

    private Element table(DatasetComparison dataset, Figure figure) {
        List<ArmCycles> arms = dataset.arms().stream()
                .map(curves -> new ArmCycles(curves.arm()))
                .toList();
        int cycles = arms.stream().mapToInt(ArmCycles::count).max().orElse(0);
        Table table = new Table(figure.title() + " on " + dataset.dataset()
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
