package org.huale.report.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.loop.folder.CycleRecord;
import org.huale.metric.Evaluation;
import org.huale.report.chart.SeriesStyle;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Figure;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.report.table.RunTable;
import org.huale.statistics.Sample;

/** The main figure of every class over the cycles, a table for each group, cells tinted by their value. */
record ClassSection(ReportedRuns runs) {
    static final String ID = "classes";

    Element html() {
        Element section = Section.of(ID, "Classes");
        if (runs.figures().isEmpty()) {
            return section.add(Section.nothing("No detector has been evaluated yet."));
        }
        Figure figure = runs.figures().get(0);
        section.add(Element.of("p", "note")
                .text("Each class by itself: " + figure.title()
                        + ", in percent, mean over seeds. A stronger tint is better;"
                        + " a dash means that the test set has no object of the class, that the class did not have this"
                        + " name in that cycle (it was added or merged later), or that no seed has finished the cycle"
                        + " with all its replicates"
                        + (runs.runs().stream().anyMatch(RunTable::isSourceOf)
                                ? ", or that a run was read from a table, which has no figures of single classes."
                                : ".")));
        boolean first = true;
        for (DatasetComparison dataset : runs.datasets()) {
            for (ArmCurves curves : dataset.arms()) {
                boolean opened = first && runs.styles().of(curves.arm().label()).colour() != SeriesStyle.GRAY;
                section.add(block(curves.arm(), figure, opened));
                first &= !opened;
            }
        }
        return section;
    }

    private static Element block(Arm arm, Figure figure, boolean opened) {
        String title = arm.dataset() + ": " + arm.label();
        Element block = Section.folded(title).add(table(new ArmCycles(arm), figure, title));
        return opened ? block.set("open", "open") : block;
    }

    private static Element table(ArmCycles arm, Figure figure, String title) {
        int cycles = arm.count();
        Table table = new Table(title + ", " + figure.title() + " of each class, %").head("class");
        IntStream.range(0, cycles).forEach(cycle -> table.head("cycle " + cycle));
        table.head("boxes labeled at the end").head("objects in the test set");
        for (String name : classes(arm)) {
            table.row(name);
            IntStream.range(0, cycles)
                    .forEach(cycle -> table.cell(cell(arm.sample(cycle, it -> Figures.value(figure, it, name)))));
            table.number(labeled(arm, name)).number(objects(arm, figure, name));
        }
        return table.html();
    }

    private static Element cell(Optional<Sample> sample) {
        Element cell = Element.of("td", "heat")
                .text(sample.map(it -> Numbers.percent(it.mean())).orElse(Numbers.NONE));
        return sample.map(it -> cell.set("style", String.format(Locale.ROOT, "--v:%.0f%%", 100 * it.mean())))
                .orElse(cell);
    }

    private static List<String> classes(ArmCycles arm) {
        return arm.arm().runs().stream()
                .flatMap(run -> run.summary().classes().stream())
                .distinct()
                .toList();
    }

    /** Over the seeds that have it, the mean number of boxes of a class when the last detector was trained. */
    private static String labeled(ArmCycles arm, String name) {
        return arm.atTheEnd((run, cycle) -> boxes(cycle, run.summary().classes().indexOf(name)))
                .map(sample -> Numbers.whole(sample.mean()))
                .orElse(Numbers.NONE);
    }

    private static double boxes(CycleRecord cycle, int index) {
        return index >= 0 && index < cycle.boxesPerClass().size()
                ? cycle.boxesPerClass().get(index)
                : Evaluation.UNDEFINED;
    }

    private static String objects(ArmCycles arm, Figure figure, String name) {
        return arm.all().stream()
                .flatMap(cycle -> Optional.ofNullable(cycle.evaluations().get(figure.evaluator())).stream())
                .flatMap(evaluation -> evaluation.classes().stream())
                .filter(one -> one.name().equals(name))
                .map(one -> Numbers.whole(one.counts().objects()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }
}
