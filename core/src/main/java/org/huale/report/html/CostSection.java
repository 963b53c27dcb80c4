package org.huale.report.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.huale.loop.CycleRecord;
import org.huale.statistics.Entropy;

/** What each strategy spent: time by stage, images through the detector, memory; and how even its classes became. */
record CostSection(ReportedRuns runs) {

    Element html() {
        Element section = Section.of("cost", "Cost and balance");
        section.add(Element.of("p", "note")
                .text("Seconds, forward passes and memory of a whole run, means over seeds. The class entropy says how even the"
                        + " classes are among the labeled boxes at the end: 100 % where all are equally frequent."));
        for (String dataset : runs.datasets()) {
            List<RunGroup> groups = runs.of(dataset);
            section.add(Element.of("h3").text(dataset))
                    .add(new StackedBars("Seconds by stage on " + dataset, bars(groups), Numbers::seconds).html())
                    .add(table(dataset, groups));
        }
        return section;
    }

    private List<StackedBars.Bar> bars(List<RunGroup> groups) {
        return groups.stream()
                .map(group -> new StackedBars.Bar(runs.name(group.key()), perRun(group, CycleRecord::seconds)))
                .toList();
    }

    private Element table(String dataset, List<RunGroup> groups) {
        Table table = new Table("Cost on " + dataset + ", mean of a run")
                .head("strategy")
                .head("cycles")
                .head("images labeled")
                .head("boxes labeled")
                .head("class entropy")
                .head("time")
                .head("forward passes to select")
                .head("peak memory");
        for (RunGroup group : groups) {
            table.row(runs.name(group.key())).number(Integer.toString(group.cycles()));
            int last = group.cycles() - 1;
            table.number(mean(group, last, CycleRecord::images))
                    .number(mean(group, last, CycleRecord::boxes))
                    .number(group.sample(last, CostSection::evenness)
                            .map(sample -> Numbers.percent(sample.mean()) + " %")
                            .orElse(Numbers.NONE))
                    .number(Numbers.seconds(sum(perRun(group, CycleRecord::seconds))))
                    .number(Numbers.whole(sum(perRun(group, CostSection::forwards))), views(group))
                    .number(memory(group));
        }
        return table.html();
    }

    /** Entropy of the class histogram over that of an even one; 1 for a single class. */
    static double evenness(CycleRecord cycle) {
        int classes = cycle.boxesPerClass().size();
        return classes < 2 ? 1 : Entropy.ofCounts(cycle.boxesPerClass()) / Math.log(classes);
    }

    private static String mean(RunGroup group, int cycle, java.util.function.ToDoubleFunction<CycleRecord> number) {
        return group.sample(cycle, number)
                .map(sample -> Numbers.whole(sample.mean()))
                .orElse(Numbers.NONE);
    }

    private static Map<String, Double> forwards(CycleRecord cycle) {
        Map<String, Double> forwards = new TreeMap<>();
        cycle.forwards().forEach((view, count) -> forwards.put(view, count.doubleValue()));
        return forwards;
    }

    private static String views(RunGroup group) {
        StringBuilder views = new StringBuilder();
        perRun(group, CostSection::forwards).forEach((view, count) -> views.append(views.isEmpty() ? "" : ", ")
                .append(Numbers.whole(count))
                .append(' ')
                .append(view));
        return views.toString();
    }

    private static String memory(RunGroup group) {
        double most = group.runs().stream()
                .flatMap(run -> run.cycles().stream())
                .mapToDouble(CycleRecord::peakMegabytes)
                .max()
                .orElse(0);
        return most > 0 ? Numbers.whole(most) + " MB" : Numbers.NONE;
    }

    /** Sums over the cycles of a run, by name, as means over the runs of a group. */
    private static Map<String, Double> perRun(RunGroup group, Function<CycleRecord, Map<String, Double>> amounts) {
        Map<String, Double> sums = new LinkedHashMap<>();
        int n = group.runs().size();
        group.runs().stream().flatMap(run -> run.cycles().stream()).forEach(cycle -> amounts.apply(cycle)
                .forEach((name, amount) -> sums.merge(name, amount / n, Double::sum)));
        return sums;
    }

    private static double sum(Map<String, Double> amounts) {
        return amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
