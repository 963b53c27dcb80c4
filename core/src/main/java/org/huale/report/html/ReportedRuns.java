package org.huale.report.html;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.loop.RunHistory;
import org.huale.report.Arm;
import org.huale.report.ArmCurves;
import org.huale.report.DatasetComparison;
import org.huale.report.Difference;
import org.huale.report.Figure;
import org.huale.report.RunComparison;

/**
 * What a report is about.
 *
 * @param runs in an order of their own, however they were named
 * @param comparisons one for each figure, the main one first; none before anything was evaluated
 * @param looks number of the look of each arm, the same in every chart and for every data set
 */
record ReportedRuns(List<RunHistory> runs, List<RunComparison> comparisons, Map<String, Integer> looks) {
    private static final Comparator<RunHistory> ORDER = Comparator.comparing(
                    (RunHistory run) -> run.summary().dataset())
            .thenComparing(run -> run.summary().strategy())
            .thenComparing(run -> run.summary().loss())
            .thenComparingLong(run -> run.summary().seed())
            .thenComparing(run -> run.summary().name());

    static ReportedRuns of(List<RunHistory> unordered, HtmlReport.Options options) {
        List<RunHistory> runs = unordered.stream().sorted(ORDER).toList();
        double confidence = RunComparison.Options.defaults().confidence();
        List<RunComparison> comparisons = Figures.offered(runs, options.figure()).stream()
                .map(figure -> new RunComparison.Options(figure, options.reference(), confidence))
                .map(wanted -> RunComparison.of(runs, wanted))
                .toList();
        return new ReportedRuns(runs, comparisons, looks(comparisons));
    }

    List<Figure> figures() {
        return comparisons.stream().map(RunComparison::figure).toList();
    }

    /** The data sets with their arms, compared in the main figure. */
    List<DatasetComparison> datasets() {
        return comparisons.isEmpty() ? List.of() : comparisons.get(0).datasets();
    }

    /** The distinct answers of the runs, in their order. */
    List<String> distinct(Function<RunHistory, String> question) {
        return runs.stream().map(question).distinct().toList();
    }

    int look(Arm arm) {
        return looks.getOrDefault(arm.label(), Series.REFERENCE);
    }

    /** Gray is for an arm that others are held against, but itself against none. */
    private static Map<String, Integer> looks(List<RunComparison> comparisons) {
        List<DatasetComparison> datasets = comparisons.stream()
                .flatMap(comparison -> comparison.datasets().stream())
                .toList();
        Set<String> labels = datasets.stream()
                .flatMap(dataset -> dataset.arms().stream())
                .map(ArmCurves::arm)
                .map(Arm::label)
                .collect(Collectors.toCollection(TreeSet::new));
        roots(datasets).stream().limit(1).forEach(labels::remove);
        Map<String, Integer> looks = new HashMap<>();
        labels.forEach(label -> looks.put(label, looks.size()));
        return looks;
    }

    private static Set<String> roots(List<DatasetComparison> datasets) {
        List<Difference> differences = datasets.stream()
                .flatMap(dataset -> dataset.differences().stream())
                .toList();
        Set<String> roots =
                differences.stream().map(Difference::reference).collect(Collectors.toCollection(TreeSet::new));
        differences.forEach(difference -> roots.remove(difference.arm()));
        return roots;
    }
}
