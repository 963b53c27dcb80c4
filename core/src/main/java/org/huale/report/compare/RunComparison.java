package org.huale.report.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Arms;
import org.huale.report.curve.Figure;
import org.huale.report.curve.RunCurve;
import org.jspecify.annotations.Nullable;

/**
 * Runs held against each other: sorted by data set into arms, whose seeds are repetitions.
 *
 * @param figure that is compared
 * @param datasets in the order in which the runs come
 * @param overall differences over all data sets and losses at once, see {@link PooledDifferences}
 * @param models the same with data sets as random effects; none of a single data set
 * @param rankings of the arms over the data sets and their seeds; none where there is too little to rank
 * @param cautions what a reader must know before believing the rest: controls that gain as much, what deviates from a plan
 * @param notes what a reader should know: runs left out, runs that are shorter than others
 */
public record RunComparison(
        Figure figure,
        double confidence,
        List<DatasetComparison> datasets,
        List<Difference> overall,
        List<SetsModel> models,
        List<ArmRanking> rankings,
        List<String> cautions,
        List<String> notes) {
    /** What a comparison over several data sets is called. */
    static final String ALL_SETS = "all data sets";

    /**
     * @param figure to compare; null for the main one of the first run
     * @param reference label or strategy of the arm that the others are held against; null for the random arm with the
     *     same loss, see {@link References}
     * @param confidence of intervals and verdicts, in (0, 1)
     * @param seconds of annotation, for areas over them
     * @param resamples of the test images for the intervals over them; 0 for none
     * @param planned what a plan, where there is one, says of the runs
     */
    public record Options(
            @Nullable Figure figure,
            @Nullable String reference,
            double confidence,
            AnnotationSeconds seconds,
            int resamples,
            Planned planned) {

        public Options {
            if (!(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
            }
            if (resamples < 0) {
                throw new IllegalArgumentException("resamples must be at least 0, got " + resamples);
            }
        }

        /** Where no seconds were measured, no images are drawn again, and nothing was planned. */
        public Options(@Nullable Figure figure, @Nullable String reference, double confidence) {
            this(figure, reference, confidence, AnnotationSeconds.UNKNOWN, 0, Planned.NONE);
        }

        public static Options defaults() {
            return new Options(null, null, 0.95);
        }
    }

    /**
     * What was planned.
     *
     * @param deviations of the runs from it, in sentences
     * @param strategies that were to be held against a reference, which are corrected for together however many came to be run
     * @param losses the same
     */
    public record Planned(List<String> deviations, int strategies, int losses) {
        /** Where there is no plan. */
        public static final Planned NONE = new Planned(List.of(), 0, 0);

        public Planned {
            deviations = List.copyOf(deviations);
        }
    }

    public RunComparison {
        datasets = List.copyOf(datasets);
        overall = List.copyOf(overall);
        models = List.copyOf(models);
        cautions = List.copyOf(cautions);
        rankings = List.copyOf(rankings);
        notes = List.copyOf(notes);
    }

    /** @throws HualeException where no run has an evaluated cycle, none has the figure, or no arm has the reference's name */
    public static RunComparison of(List<RunHistory> runs, Options options) {
        Figure figure = options.figure() != null ? options.figure() : mainFigure(runs);
        requireMeasured(runs, figure);
        List<String> notes = new ArrayList<>();
        List<DatasetComparison> datasets = new ArrayList<>();
        for (List<Arm> arms : Arms.of(byDataset(runs).values(), notes)) {
            if (!arms.isEmpty()) {
                datasets.add(DatasetComparison.of(arms, figure, options));
            }
        }
        datasets.forEach(dataset -> noteShortRuns(dataset, figure, notes));
        noteBounds(datasets, notes);
        List<ArmRanking> rankings = ArmRankings.of(datasets, options.confidence(), notes);
        PooledDifferences pooled = new PooledDifferences(datasets, options);
        notes.addAll(pooled.notes());
        List<Difference> overall = pooled.all();
        List<SetsModel> models = pooled.models();
        return new RunComparison(
                figure,
                options.confidence(),
                datasets,
                overall,
                models,
                rankings,
                new Cautions(datasets, pooled, options).all(overall, models),
                notes);
    }

    /** What {@link #overall} is over: all data sets or, of one alone, all losses. */
    public String scope() {
        return scope(datasets);
    }

    /** Only data sets that {@linkplain DatasetComparison#comparesArms compare arms} count. */
    static String scope(List<DatasetComparison> datasets) {
        long counted = datasets.stream().filter(DatasetComparison::comparesArms).count();
        return counted > 1 ? ALL_SETS : "all losses";
    }

    /** Over all data sets, in one measure. */
    public List<Difference> overall(Measure measure) {
        return overall.stream().filter(it -> it.measure() == measure).toList();
    }

    /** With data sets as random effects, in one measure. */
    public List<SetsModel> models(Measure measure) {
        return models.stream().filter(it -> it.measure() == measure).toList();
    }

    private static Figure mainFigure(List<RunHistory> runs) {
        return Figure.mainOf(runs)
                .orElseThrow(() -> new HualeException(
                        "nothing to compare: no cycle of the " + runs.size() + " runs was evaluated yet"));
    }

    private static void requireMeasured(List<RunHistory> runs, Figure figure) {
        boolean measured = runs.stream()
                .flatMap(run -> run.cycles().stream())
                .anyMatch(cycle -> figure.of(cycle).isPresent());
        if (!measured) {
            throw new HualeException("no run has the figure " + figure + "; there are " + known(runs));
        }
    }

    private static TreeSet<String> known(List<RunHistory> runs) {
        TreeSet<String> known = new TreeSet<>();
        runs.stream()
                .flatMap(run -> run.cycles().stream())
                .forEach(cycle -> cycle.evaluations()
                        .forEach((evaluator, evaluation) ->
                                evaluation.figures().keySet().forEach(name -> known.add(evaluator + ":" + name))));
        return known;
    }

    static Map<String, List<RunHistory>> byDataset(List<RunHistory> runs) {
        Map<String, List<RunHistory>> groups = new LinkedHashMap<>();
        runs.forEach(run -> groups.computeIfAbsent(run.summary().dataset(), name -> new ArrayList<>())
                .add(run));
        return groups;
    }

    private static void noteBounds(List<DatasetComparison> datasets, List<String> notes) {
        datasets.stream()
                .flatMap(dataset -> dataset.arms().stream())
                .map(ArmCurves::arm)
                .filter(Arm::isBound)
                .map(Arm::label)
                .distinct()
                .forEach(label ->
                        notes.add(label + ": a bound, not a strategy. It sees annotations that nobody paid for,"
                                + " so it is drawn and listed, but neither compared nor ranked"));
    }

    /** Areas and last cycles of the whole data set reach only as far as its shortest run. */
    private static void noteShortRuns(DatasetComparison dataset, Figure figure, List<String> notes) {
        List<RunCurve> curves = dataset.compared().stream()
                .flatMap(arm -> arm.curves().stream())
                .toList();
        double most =
                curves.stream().mapToDouble(curve -> curve.images().to()).max().orElse(0);
        curves.stream()
                .filter(curve -> curve.images().to() < most)
                .forEach(curve -> notes.add(shortest(curve, figure).summary().name() + ": stopped at "
                        + (long) curve.images().to() + " of " + (long) most
                        + " images, so areas and last cycles on " + dataset.dataset() + " end there or earlier"));
    }

    /** Of the replicates of a seed the one with which their mean ends. */
    private static RunHistory shortest(RunCurve curve, Figure figure) {
        return curve.runs().stream()
                .min(Comparator.comparingInt(run -> lastCycle(run, figure)))
                .orElseThrow();
    }

    private static int lastCycle(RunHistory run, Figure figure) {
        return run.cycles().stream()
                .filter(cycle -> figure.of(cycle).isPresent())
                .mapToInt(CycleRecord::cycle)
                .max()
                .orElse(-1);
    }
}
