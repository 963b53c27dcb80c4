package org.huale.report.html;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huale.loop.folder.RunHistory;
import org.huale.report.chart.SeriesStyles;
import org.huale.report.compare.ArmRanking;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.RunComparison;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.curve.Figure;
import org.huale.report.plan.PlanDeviations;

/**
 * What a report is about.
 *
 * @param runs in an order of their own, however they were named
 * @param figures to switch between, the main one first; none before anything was evaluated
 * @param comparison in the main figure; empty before anything was evaluated
 * @param seconds of annotation, by image, as somebody has given them
 * @param styles of the arms, the same in every chart and for every data set; empty before anything was evaluated
 */
record ReportedRuns(
        List<RunHistory> runs,
        List<Figure> figures,
        Optional<RunComparison> comparison,
        AnnotationSeconds seconds,
        SeriesStyles styles) {
    private static final int MOST_IN_FULL = 48;
    private static final Comparator<RunHistory> ORDER = Comparator.comparing(
                    (RunHistory run) -> run.summary().dataset())
            .thenComparing(run -> run.summary().strategy())
            .thenComparing(run -> run.summary().loss())
            .thenComparingLong(run -> run.summary().seed())
            .thenComparing(run -> run.summary().name())
            .thenComparing(RunHistory::source); // of copies that are as long, the first is compared

    static ReportedRuns of(List<RunHistory> unordered, HtmlReport.Options options) {
        List<RunHistory> runs = unordered.stream().sorted(ORDER).toList();
        double confidence = RunComparison.Options.defaults().confidence();
        List<Figure> figures = Figures.offered(runs, options.figure());
        Optional<RunComparison> comparison = figures.stream()
                .findFirst()
                .map(figure -> new RunComparison.Options(
                        figure,
                        options.reference(),
                        confidence,
                        options.seconds(),
                        options.resamples(),
                        planned(runs, figure, options)))
                .map(wanted -> RunComparison.of(runs, wanted));
        SeriesStyles styles = comparison.map(SeriesStyles::of).orElse(SeriesStyles.NONE);
        return new ReportedRuns(runs, figures, comparison, options.seconds(), styles);
    }

    /** Of the figure and the reference that the report has, however it came to them. */
    private static RunComparison.Planned planned(List<RunHistory> runs, Figure figure, HtmlReport.Options options) {
        return options.plan() == null
                ? RunComparison.Planned.NONE
                : PlanDeviations.of(options.plan(), runs, new PlanDeviations.Compared(figure, options.reference()));
    }

    /** The data sets with their arms, compared in the main figure. */
    List<DatasetComparison> datasets() {
        return comparison.map(RunComparison::datasets).orElse(List.of());
    }

    /** Those that the runs of every data set can be shown against, whichever of the figures is looked at. */
    List<Axis> axes() {
        boolean measured = datasets().stream().allMatch(it -> it.axes().contains(Axis.SECONDS))
                && figures.stream().skip(1).allMatch(this::isTimed); // the first is that of the comparison
        return measured ? List.of(Axis.values()) : Axis.LABELS;
    }

    /** Whether every curve of a figure has its seconds; other runs may have it than have the one that is compared. */
    private boolean isTimed(Figure figure) {
        return datasets().stream()
                .flatMap(dataset -> dataset.arms().stream())
                .flatMap(it -> ArmCurves.of(it.arm(), figure, seconds).curves().stream())
                .allMatch(curve -> curve.seconds().isPresent());
    }

    /** Of the arms in the main figure; none where there is too little to rank. */
    List<ArmRanking> rankings() {
        return comparison.map(RunComparison::rankings).orElse(List.of());
    }

    /** The distinct answers of the runs, in their order. */
    List<String> distinct(Function<RunHistory, String> question) {
        return runs.stream().map(question).distinct().toList();
    }

    /** Runs that are shown with all there is: every one, or of many the first seed of each arm. */
    List<RunHistory> inFull() {
        return runs.size() <= MOST_IN_FULL
                ? runs
                : datasets().stream()
                        .flatMap(dataset -> dataset.arms().stream())
                        .map(curves -> curves.arm().runs().get(0))
                        .toList();
    }

    /** The labels of all arms of all data sets, in the order in which they come first. */
    List<String> labels() {
        return datasets().stream()
                .flatMap(dataset -> dataset.arms().stream())
                .map(curves -> curves.arm().label())
                .distinct()
                .toList();
    }

    /** The class of whatever shows an arm, by which it can be hidden. */
    String hook(Arm arm) {
        return "arm-" + labels().indexOf(arm.label());
    }
}
