package org.huale.report.html;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.report.chart.StackedBars;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/** What each strategy spent: time by stage, images through the detector, memory; and how even its classes became. */
record CostSection(ReportedRuns runs) {
    static final String ID = "cost";

    Element html() {
        Element section = Section.of(ID, "Cost and balance");
        section.add(Element.of("p", "note")
                .text("Seconds and forward passes of a whole run, images and boxes at its end: means over seeds,"
                        + " replicates averaged before. Cycles and memory are the largest values of any run. The class"
                        + " entropy says how even the classes are among the labeled boxes at the end: 100 % where all"
                        + " are equally frequent."));
        if (runs.datasets().isEmpty()) {
            return section.add(Section.nothing("No cycle has been evaluated yet."));
        }
        for (DatasetComparison comparison : runs.datasets()) {
            String dataset = comparison.dataset();
            List<ArmCycles> arms = comparison.arms().stream()
                    .map(curves -> new ArmCycles(curves.arm()))
                    .toList();
            section.add(Element.of("h3").text(dataset))
                    .add(new StackedBars("Seconds by stage on " + dataset, bars(arms), Numbers::seconds).html())
                    .add(table(dataset, arms));
        }
        return section;
    }

    private static List<StackedBars.Bar> bars(List<ArmCycles> arms) {
        return arms.stream()
                .map(arm -> new StackedBars.Bar(arm.arm().label(), perRun(arm, CycleRecord::seconds)))
                .toList();
    }

    private static Element table(String dataset, List<ArmCycles> arms) {
        Table table = new Table("Cost of a run on " + dataset)
                .head("arm")
                .head("most cycles")
                .head("images labeled")
                .head("boxes labeled")
                .head("class entropy")
                .head("time")
                .head("forward passes to select")
                .head("highest peak memory");
        for (ArmCycles arm : arms) {
            table.row(arm.arm().label()).number(Integer.toString(arm.count()));
            table.number(mean(arm, CycleRecord::images))
                    .number(mean(arm, CycleRecord::boxes))
                    .number(arm.atTheEnd(CostSection::evenness)
                            .map(sample -> Numbers.percent(sample.mean()) + " %")
                            .orElse(Numbers.NONE))
                    .number(Numbers.seconds(sum(perRun(arm, CycleRecord::seconds))))
                    .number(Numbers.whole(sum(perRun(arm, CostSection::forwards))), views(arm))
                    .number(memory(arm));
        }
        return table.html();
    }

    /** Entropy of the class histogram over that of an even one; 1 for a single class. */
    static double evenness(CycleRecord cycle) {
        int classes = cycle.boxesPerClass().size();
        return classes < 2 ? 1 : cycle.classEntropy() / Math.log(classes);
    }

    private static String mean(ArmCycles arm, ToDoubleFunction<CycleRecord> number) {
        return arm.atTheEnd(number).map(sample -> Numbers.whole(sample.mean())).orElse(Numbers.NONE);
    }

    private static Map<String, Double> forwards(CycleRecord cycle) {
        Map<String, Double> forwards = new TreeMap<>();
        cycle.forwards().forEach((view, count) -> forwards.put(view, count.doubleValue()));
        return forwards;
    }

    private static String views(ArmCycles arm) {
        StringBuilder views = new StringBuilder();
        perRun(arm, CostSection::forwards)
                .forEach((view, count) -> views.append(views.isEmpty() ? "" : ", ")
                        .append(Numbers.whole(count))
                        .append(' ')
                        .append(view));
        return views.toString();
    }

    private static String memory(ArmCycles arm) {
        double most =
                arm.all().stream().mapToDouble(CycleRecord::peakMegabytes).max().orElse(0);
        return most > 0 ? Numbers.whole(most) + " MB" : Numbers.NONE;
    }

    /** Sums over the cycles of a run, by name, as means over the seeds, each the mean of its replicates. */
    private static Map<String, Double> perRun(ArmCycles arm, Function<CycleRecord, Map<String, Double>> amounts) {
        Map<String, Double> sums = new LinkedHashMap<>();
        Collection<List<RunHistory>> seeds = arm.arm().bySeed();
        for (List<RunHistory> replicates : seeds) {
            int n = seeds.size() * replicates.size();
            replicates.stream()
                    .flatMap(run -> run.cycles().stream())
                    .forEach(cycle ->
                            amounts.apply(cycle).forEach((name, amount) -> sums.merge(name, amount / n, Double::sum)));
        }
        return sums;
    }

    static double sum(Map<String, ? extends Number> amounts) {
        return amounts.values().stream().mapToDouble(Number::doubleValue).sum();
    }
}
