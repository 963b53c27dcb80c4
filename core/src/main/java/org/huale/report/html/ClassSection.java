package org.huale.report.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.loop.CycleRecord;
import org.huale.metric.Evaluation;
import org.huale.statistics.Sample;

/** The main figure of every class over the cycles, a table for each group, cells tinted by their value. */
record ClassSection(ReportedRuns runs) {

    Element html() {
        Element section = Section.of("classes", "Classes");
        if (runs.figures().isEmpty()) {
            return section.add(Element.of("p", "empty").text("No detector has been evaluated yet."));
        }
        Figure figure = runs.figures().get(0);
        section.add(Element.of("p", "note")
                .text("The class's own part of " + figure.title() + ", in percent, mean over seeds. The darker, the better;"
                        + " a dash means that the test set has no object of the class."));
        for (RunGroup group : runs.groups()) {
            section.add(block(group, figure));
        }
        return section;
    }

    private Element block(RunGroup group, Figure figure) {
        String title = group.key().dataset() + ": " + runs.name(group.key());
        Element block = Section.folded(title).add(table(group, figure, title));
        return group.equals(firstOfInterest()) ? block.set("open", "open") : block;
    }

    /** Open from the start is the first strategy that is not the reference. */
    private RunGroup firstOfInterest() {
        return runs.groups().stream()
                .filter(group -> !group.key().strategy().equals(runs.reference()))
                .findFirst()
                .orElse(runs.groups().get(0));
    }

    private static Element table(RunGroup group, Figure figure, String title) {
        int cycles = group.cycles();
        Table table = new Table(title + ", " + figure.title() + " of each class, %").head("class");
        IntStream.range(0, cycles).forEach(cycle -> table.head("cycle " + cycle));
        table.head("boxes labeled at the end").head("objects in the test set");
        for (String name : classes(group)) {
            table.row(name);
            IntStream.range(0, cycles).forEach(cycle -> table.cell(cell(group.sample(cycle, it -> figure.of(it, name)))));
            table.number(labeled(group, name)).number(objects(group, figure, name));
        }
        return table.html();
    }

    private static Element cell(Optional<Sample> sample) {
        Element cell = Element.of("td", "heat").text(sample.map(it -> Numbers.percent(it.mean())).orElse(Numbers.NONE));
        return sample.map(it -> cell.set("style", String.format(Locale.ROOT, "--heat:%.0f%%", 100 * it.mean())))
                .orElse(cell);
    }

    private static List<String> classes(RunGroup group) {
        return group.runs().stream()
                .flatMap(run -> run.summary().classes().stream())
                .distinct()
                .toList();
    }

    /** Over the seeds, the mean number of boxes of a class when the last detector was trained. */
    private static String labeled(RunGroup group, String name) {
        int index = group.runs().get(0).summary().classes().indexOf(name);
        return group.sample(group.cycles() - 1, cycle -> boxes(cycle, index))
                .map(sample -> Numbers.whole(sample.mean()))
                .orElse(Numbers.NONE);
    }

    private static double boxes(CycleRecord cycle, int index) {
        return index >= 0 && index < cycle.boxesPerClass().size()
                ? cycle.boxesPerClass().get(index)
                : Evaluation.UNDEFINED;
    }

    private static String objects(RunGroup group, Figure figure, String name) {
        return group.runs().stream()
                .flatMap(run -> run.cycles().stream())
                .flatMap(cycle -> Optional.ofNullable(cycle.evaluations().get(figure.evaluator())).stream())
                .flatMap(evaluation -> evaluation.classes().stream())
                .filter(one -> one.name().equals(name))
                .map(one -> Numbers.whole(one.counts().objects()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }
}
