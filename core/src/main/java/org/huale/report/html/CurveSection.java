package org.huale.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.huale.loop.CycleRecord;
import org.huale.loop.RunHistory;
import org.huale.report.html.Series.Point;
import org.huale.statistics.CurveBand;
import org.huale.statistics.LearningCurve;
import org.huale.statistics.Sample;

/**
 * Learning curves of each data set with a table of their numbers. Every choice of figure and cost is in the page; the
 * style sheet shows the chosen one, so that no script is needed.
 */
record CurveSection(ReportedRuns runs) {

    /** What annotation costs: the x of a learning curve. */
    private enum Cost {
        IMAGES("images", CycleRecord::images),
        BOXES("boxes", CycleRecord::boxes);

        private final String word;

        @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
        private final ToDoubleFunction<CycleRecord> amount;

        Cost(String word, ToDoubleFunction<CycleRecord> amount) {
            this.word = word;
            this.amount = amount;
        }
    }

    Element html() {
        Element section = Section.of("curves", "Learning curves");
        if (runs.figures().isEmpty()) {
            return section.add(Element.of("p", "empty").text("No detector has been evaluated yet."));
        }
        section.add(Element.of("div", "switches")
                .add(Section.choice("figure", "Figure", runs.figures().stream().map(Figure::title).toList()))
                .add(Section.choice("cost", "Against labeled", List.of("images", "boxes"))));
        for (String dataset : runs.datasets()) {
            section.add(Element.of("h3").text(dataset));
            for (int i = 0; i < runs.figures().size(); i++) {
                section.add(panels(dataset, i));
            }
        }
        return section.add(Element.of("p", "note")
                .text("Lines are means over seeds, bands one standard deviation to either side. A point says its numbers under"
                        + " the pointer; with the keyboard, arrow keys move from point to point."));
    }

    private List<Element> panels(String dataset, int number) {
        Figure figure = runs.figures().get(number);
        List<Element> panels = new ArrayList<>();
        for (Cost cost : Cost.values()) {
            LineChart chart = new LineChart(
                    figure.title() + " on " + dataset + " against labeled " + cost.word,
                    new LineChart.Axes("labeled " + cost.word, figure.title() + ", %", Numbers::tickPercent),
                    runs.of(dataset).stream()
                            .map(group -> series(group, figure, cost))
                            .toList());
            panels.add(Element.of("div", "panel figure-" + number + " cost-" + cost.ordinal())
                    .add(chart.html()));
        }
        panels.add(Element.of("div", "panel figure-" + number).add(table(dataset, figure)));
        return panels;
    }

    private Series series(RunGroup group, Figure figure, Cost cost) {
        List<LearningCurve> curves = group.runs().stream()
                .map(run -> curve(run, figure, cost))
                .flatMap(Optional::stream)
                .toList();
        String name = runs.name(group.key());
        List<Point> points = CurveBand.of(curves).levels().stream()
                .map(level -> point(name, cost, level))
                .toList();
        return new Series(name, runs.look(group.key()), points);
    }

    private static Point point(String name, Cost cost, CurveBand.Level level) {
        Sample values = level.values();
        String words = name + ": " + Numbers.percent(values) + " with " + Numbers.whole(level.x()) + " " + cost.word
                + (values.n() > 1 ? " (" + values.n() + " seeds)" : "");
        double spread = values.standardDeviation();
        return new Point(level.x(), values.mean(), values.mean() - spread, values.mean() + spread, words);
    }

    /** Of cycles that cost nothing more, the last one counts. */
    private static Optional<LearningCurve> curve(RunHistory run, Figure figure, Cost cost) {
        TreeMap<Double, Double> points = new TreeMap<>();
        run.cycles().stream()
                .filter(cycle -> Numbers.exists(figure.of(cycle)))
                .forEach(cycle -> points.put(cost.amount.applyAsDouble(cycle), figure.of(cycle)));
        List<LearningCurve.Point> ascending = points.entrySet().stream()
                .map(entry -> new LearningCurve.Point(entry.getKey(), entry.getValue()))
                .toList();
        return ascending.isEmpty() ? Optional.empty() : Optional.of(new LearningCurve(ascending));
    }

    private Element table(String dataset, Figure figure) {
        List<RunGroup> groups = runs.of(dataset);
        int cycles = groups.stream().mapToInt(RunGroup::cycles).max().orElse(0);
        Table table = new Table(figure.title() + " on " + dataset + ", % by cycle: mean ± standard deviation over seeds")
                .head("strategy")
                .head("seeds");
        IntStream.range(0, cycles).forEach(cycle -> table.head("cycle " + cycle));
        for (RunGroup group : groups) {
            table.row(runs.name(group.key())).number(Integer.toString(group.runs().size()));
            IntStream.range(0, cycles).forEach(cycle -> cell(table, group, figure, cycle));
        }
        return table.html();
    }

    private static void cell(Table table, RunGroup group, Figure figure, int cycle) {
        Optional<Sample> sample = group.sample(cycle, figure::of);
        String cost = group.sample(cycle, CycleRecord::images)
                .map(images -> Numbers.whole(images.mean()) + " images, "
                        + Numbers.whole(group.sample(cycle, CycleRecord::boxes).orElse(images).mean()) + " boxes")
                .orElse("");
        table.number(sample.map(Numbers::percent).orElse(Numbers.NONE), cost);
    }
}
