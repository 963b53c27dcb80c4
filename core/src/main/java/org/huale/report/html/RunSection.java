package org.huale.report.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.report.chart.LineChart;
import org.huale.report.chart.Series;
import org.huale.report.chart.Series.Point;
import org.huale.report.chart.SeriesStyle;
import org.huale.report.chart.StackedBars;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.report.table.RunTable;

/** Each run by itself: its cycles in numbers, losses, classes and time, what it chose and why, and its configuration. */
record RunSection(ReportedRuns runs, Gallery gallery) {
    static final String ID = "runs";

    Element html() {
        Element section = Section.of(ID, "Run by run")
                .add(Element.of("p", "note").text(gallery.explained()))
                .add(gallery.switches());
        if (!runs.inFull().equals(runs.runs())) {
            section.add(
                    Element.of("p", "note")
                            .text(
                                    "With this many runs, images, losses and the configuration are shown for the first seed of each arm only;"
                                            + " the others show the numbers of their cycles. 'huale report' with fewer folders shows all."));
        }
        Set<RunHistory> full = Collections.newSetFromMap(new IdentityHashMap<>());
        full.addAll(runs.inFull());
        runs.runs().forEach(run -> section.add(block(run, full.contains(run))));
        return section;
    }

    private Element block(RunHistory run, boolean full) {
        RunSummary summary = run.summary();
        Element block = Element.of("details", "run")
                .add(Element.of("summary")
                        .add(Element.of("b").text(summary.name()))
                        .add(Element.of("span")
                                .text(summary.strategy() + ", " + summary.loss() + " on " + summary.dataset()
                                        + ", seed " + summary.seed() + ", "
                                        + Numbers.count(run.cycles().size(), "cycle"))));
        if (run.cycles().isEmpty()) {
            block.add(Section.nothing("No cycle is finished yet."));
        } else if (!full) {
            return block.add(cycles(run));
        } else {
            block.add(cycles(run), losses(run), classes(run), seconds(run));
        }
        if (RunTable.isSourceOf(run)) {
            block.add(Section.nothing(
                    "Read from " + RunTable.source(run) + ": " + untold(run) + " are in the run's folder alone."));
        } else {
            run.cycles().forEach(cycle -> block.add(gallery.html(run, cycle)));
        }
        return RunTable.hidesOptions(run) ? block : block.add(config(summary));
    }

    private static String untold(RunHistory run) {
        return RunTable.hidesOptions(run)
                ? "chosen images, figures of single classes and the configuration"
                : "chosen images and figures of single classes";
    }

    private Element cycles(RunHistory run) {
        Table table = new Table("Cycles of " + run.summary().name())
                .head("cycle")
                .head("images")
                .head("boxes")
                .head("class entropy");
        runs.figures().forEach(figure -> table.head(figure.title()));
        table.head("chosen").head("forward passes to select").head("time").head("peak memory");
        run.cycles().forEach(cycle -> row(cycle, table));
        return table.html();
    }

    private void row(CycleRecord cycle, Table table) {
        table.row(Integer.toString(cycle.cycle()))
                .number(Numbers.whole(cycle.images()))
                .number(Numbers.whole(cycle.boxes()))
                .number(Numbers.percent(CostSection.evenness(cycle)) + " %");
        runs.figures().forEach(figure -> table.number(Numbers.percent(Figures.value(figure, cycle))));
        SelectionRecord selection = cycle.selection();
        table.number(
                        selection == null
                                ? Numbers.NONE
                                : Numbers.whole(selection.chosen().size()))
                .number(Numbers.whole(CostSection.sum(cycle.forwards())))
                .number(Numbers.seconds(CostSection.sum(cycle.seconds())))
                .number(Numbers.whole(cycle.peakMegabytes()) + " MB");
    }

    private static Element losses(RunHistory run) {
        Set<String> terms = new LinkedHashSet<>();
        run.cycles().forEach(cycle -> terms.addAll(cycle.losses().keySet()));
        List<Series> series = new ArrayList<>();
        for (String term : terms) {
            List<Point> points = run.cycles().stream()
                    .filter(cycle -> cycle.losses().containsKey(term))
                    .map(cycle -> lossPoint(term, cycle))
                    .filter(point -> Double.isFinite(point.y()))
                    .toList();
            series.add(new Series(term, SeriesStyle.of(series.size()), "", points));
        }
        LineChart.Axes axes = new LineChart.Axes("labeled images", "mean over the last epoch", Numbers::shortly);
        return Section.folded("Loss terms")
                .add(new LineChart("Loss terms of " + run.summary().name() + " over its cycles", axes, series).html());
    }

    private static Point lossPoint(String term, CycleRecord cycle) {
        double value = cycle.losses().getOrDefault(term, Double.NaN);
        String words = term + ": " + Numbers.shortly(value) + " in cycle " + cycle.cycle();
        return new Point(cycle.images(), value, value, value, words);
    }

    private static Element classes(RunHistory run) {
        List<String> names = run.summary().classes();
        List<StackedBars.Bar> bars = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            bars.add(new StackedBars.Bar(names.get(k), gains(run, k)));
        }
        return Section.folded("Labeled boxes of each class")
                .add(new StackedBars("Labeled boxes of each class, by the cycle they came in", bars, Numbers::whole)
                        .html()
                        .set("class", "stacked rising"));
    }

    /** The boxes of a class by the cycle whose detector first saw them. */
    private static Map<String, Double> gains(RunHistory run, int index) {
        Map<String, Double> gains = new LinkedHashMap<>();
        double before = 0;
        for (CycleRecord cycle : run.cycles()) {
            double now =
                    index < cycle.boxesPerClass().size() ? cycle.boxesPerClass().get(index) : 0;
            gains.put("cycle " + cycle.cycle(), now - before);
            before = now;
        }
        return gains;
    }

    private static Element seconds(RunHistory run) {
        List<StackedBars.Bar> bars = run.cycles().stream()
                .map(cycle -> new StackedBars.Bar("cycle " + cycle.cycle(), cycle.seconds()))
                .toList();
        return Section.folded("Time by stage")
                .add(new StackedBars("Seconds of each cycle by stage", bars, Numbers::seconds).html());
    }

    private static Element config(RunSummary summary) {
        Element provenance = Element.of("dl");
        summary.provenance()
                .forEach((key, value) -> provenance
                        .add(Element.of("dt").text(key))
                        .add(Element.of("dd").text(value)));
        return Section.folded("Configuration and provenance")
                .add(provenance)
                .add(Element.of("pre").set("tabindex", "0").text(summary.config()));
    }
}
