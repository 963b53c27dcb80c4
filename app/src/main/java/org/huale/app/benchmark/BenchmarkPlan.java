package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huale.acquire.StrategyChoice;
import org.huale.app.run.FrozenRun;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.app.run.RunPlan;
import org.huale.loop.LoopOptions;
import org.huale.loop.PlannedSelection;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.report.plan.ExperimentPlan;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/** The runs of a benchmark with what is known of them before they begin: sizes, work, and what stands in their way. */
public final class BenchmarkPlan {
    private final BenchmarkMatrix matrix;
    private final @Nullable Path out;
    private final Map<String, RunData> data = new LinkedHashMap<>();
    private final Map<String, BenchmarkJob> jobs = new LinkedHashMap<>();

    private BenchmarkPlan(BenchmarkMatrix matrix, @Nullable Path out) {
        this.matrix = matrix;
        this.out = out;
    }

    /**
     * Reads the data and makes sure that nothing known now will stop a cell.
     *
     * @param out folder of the benchmark; null where none is named, so that nothing has been done yet
     * @throws HualeException listing what will
     */
    public static BenchmarkPlan of(BenchmarkMatrix matrix, @Nullable Path out) {
        BenchmarkPlan plan = new BenchmarkPlan(matrix, out);
        Mistakes mistakes = new Mistakes();
        matrix.datasets()
                .forEach((label, cell) ->
                        mistakes.gatherAt("datasets." + label, () -> plan.data.put(label, RunData.of(cell.config()))));
        for (BenchmarkCell cell : matrix.cells()) {
            if (plan.data.containsKey(cell.dataset())) {
                mistakes.gatherAt(cell.name(), () -> plan.add(cell));
            }
        }
        mistakes.requireNone();
        return plan;
    }

    /** Cells, and before the first that needs it each run that is shared, unless no cell needs it any more. */
    public List<BenchmarkJob> jobs() {
        Set<String> needed = new HashSet<>();
        jobs.values().forEach(it -> Optional.ofNullable(it.awaited()).ifPresent(first -> needed.add(first.name())));
        return jobs.values().stream()
                .filter(it -> it.isCell() || it.isDone() || needed.contains(it.name()))
                .toList();
    }

    BenchmarkMatrix matrix() {
        return matrix;
    }

    RunData data(String dataset) {
        RunData found = data.get(dataset);
        if (found == null) {
            throw new IllegalArgumentException("no data set " + dataset);
        }
        return found;
    }

    private void add(BenchmarkCell cell) {
        RunConfig firstConfig = matrix.firsts().get(cell.first());
        if (firstConfig == null) {
            throw new IllegalArgumentException("no first cycle " + cell.first());
        }
        requireWeights(cell.config().weights());
        requireAllCycles(cell.config());
        requireCluster(cell.config(), data(cell.dataset()));
        List<CyclePlan> cycles = cycles(cell.config(), data(cell.dataset()));
        requireSame(cell.first(), firstConfig);
        requireSame(cell.name(), cell.config());
        BenchmarkJob first = jobs.computeIfAbsent(
                cell.first(),
                name -> new BenchmarkJob(
                        place(cell, name), firstConfig, List.of(cycles.get(0).training()), null));
        jobs.put(cell.name(), new BenchmarkJob(place(cell, cell.name()), cell.config(), work(cycles), first));
    }

    private BenchmarkJob.Place place(BenchmarkCell cell, String name) {
        return new BenchmarkJob.Place(name, cell.dataset(), out);
    }

    /** Of each cycle of a cell, whose first training is done by the run that it shares. */
    private static List<Double> work(List<CyclePlan> cycles) {
        List<Double> work = new ArrayList<>();
        for (CyclePlan cycle : cycles) {
            work.add(work.isEmpty() ? cycle.selection() : cycle.training() + cycle.selection());
        }
        return work;
    }

    /** Whatever of the run is there must be of this configuration; it may have been extended by itself. */
    private void requireSame(String name, RunConfig config) {
        if (out != null && RunFolder.holdsRun(out.resolve(name))) {
            new FrozenRun(out.resolve(name)).requireSameSoFar(config);
        }
    }

    /** Runs that end when they like cannot be compared at the same cycles, nor told from half-done ones. */
    private static void requireAllCycles(RunConfig config) {
        if (config.stop().canBeMet()) {
            throw new HualeException(
                    "stop.plateau: must be 0 in a benchmark, whose runs are compared at the same cycles;" + " got "
                            + config.stop().plateau());
        }
    }

    /** First cycles are trained without it, so that nothing else would ask for it before they have ended. */
    private static void requireCluster(RunConfig config, RunData data) {
        config.predictions().requireUsable(config, data.forPlan().pool());
    }

    private static void requireWeights(RunConfig.Weights weights) {
        for (String file : List.of(weights.backbone(), weights.detector())) {
            if (!file.isBlank()) {
                InputFile.obstacle(Path.of(file)).ifPresent(why -> {
                    throw new HualeException(file + ": " + why + "; a file of weights is needed here");
                });
            }
        }
    }

    /**
     * One cycle of a run, in images through the network.
     *
     * @param training with the evaluation
     */
    private record CyclePlan(double training, double selection) {

        /**
         * @param images learned from
         * @param unlabeled images to select from; 0 where nothing is selected
         */
        static CyclePlan of(RunConfig config, int images, int evaluated, int unlabeled) {
            double learned = 3.0
                    * config.training().iterationsFor(images)
                    * config.training().imagesAnIteration();
            boolean looks = !config.strategy().strategy().drawsBlindly();
            return new CyclePlan(learned + evaluated, looks ? config.loop().shown(unlabeled) : 0);
        }
    }

    /** As many as the run will have, about. */
    private static List<CyclePlan> cycles(RunConfig config, RunData data) {
        return config.data().sharesTest() ? sharing(config, data) : withTestSet(config, data);
    }

    /** Where each batch has images for evaluation. */
    private static List<CyclePlan> sharing(RunConfig config, RunData data) {
        int pool = data.pool().size();
        return RunPlan.of(config, StrategyChoice.named("random").strategy(), data).cycles().stream()
                .map(it ->
                        CyclePlan.of(config, it.images(), it.evaluated(), it.selected() > 0 ? pool - it.images() : 0))
                .toList();
    }

    private static List<CyclePlan> withTestSet(RunConfig config, RunData data) {
        int images = PlannedSelection.begin(data.pool(), config.initial(), config.loop())
                .labeled()
                .size();
        LoopOptions options = config.loop();
        List<CyclePlan> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < options.cycles(); cycle++) {
            int rest = data.pool().size() - images;
            int wanted = options.wanted(images, rest, cycle);
            cycles.add(CyclePlan.of(config, images, data.test().size(), wanted > 0 ? rest : 0));
            if (wanted == 0) {
                break;
            }
            images += wanted;
        }
        return cycles;
    }

    /**
     * What is going to be compared, and how.
     *
     * @throws HualeException where data sets differ in their figure
     */
    public ExperimentPlan experiment() {
        return ExperimentPlan.of(
                figure(), matrix.cells().stream().map(this::intended).toList());
    }

    /**
     * That of all data sets. A report compares in the figure of the run that comes first on its page, and which run that is
     * follows from where the data lie and from what has been run so far.
     */
    private String figure() {
        Map<String, String> figures = new LinkedHashMap<>();
        matrix.datasets()
                .forEach((label, cell) ->
                        figures.put(label, cell.config().loop().measuring().figure()));
        if (Set.copyOf(figures.values()).size() > 1) {
            throw new HualeException("evaluation.figure: must be the same on all data sets of a plan, as a report"
                    + " compares in one; " + LoopOptions.USUAL_FIGURE + " where it is left out; got " + figures
                    + "; set datasets.LABEL.evaluation.figure");
        }
        return figures.values().stream().findFirst().orElse(LoopOptions.USUAL_FIGURE);
    }

    private ExperimentPlan.Intended intended(BenchmarkCell cell) {
        RunSummary summary = cell.config().summary("", data(cell.dataset()).pool(), Map.of());
        return new ExperimentPlan.Intended(
                summary, Objects.requireNonNull(jobs.get(cell.name())).cycles());
    }
}
