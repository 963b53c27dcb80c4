package org.huale.loop;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.StoppableDescriber;
import org.huale.detect.training.AwaitedFileException;
import org.huale.detect.training.StoppedException;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.CycleFolder.Selected;
import org.huale.loop.folder.CycleFolder.Trained;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluator;
import org.huale.revision.ClassHistory;

/**
 * Trains, evaluates, selects, annotates, and again. It owns the order of these steps and knows of no part what kind it is.
 * Each step ends in a file of the run folder; a step whose file is there is not done again. So a run that ended at any
 * moment, by a crash or on request, goes on to the same files, bit for bit, but for times and memory.
 */
public final class ActiveLearningLoop {

    /** Who does the work. */
    public record Parts(
            DetectorTrainer trainer,
            AcquisitionStrategy strategy,
            Oracle oracle,
            List<Evaluator> evaluators,
            PredictionStore predictions) {

        /** @param evaluators the one whose figures matter most first */
        public Parts {
            evaluators = List.copyOf(evaluators);
        }
    }

    /**
     * What the run learns from.
     *
     * @param pool to label; annotations that it may carry are not looked at
     * @param test to evaluate on
     * @param weights files that trainings begin with, as far as they are there: what each is, by its key
     */
    public record Data(Dataset pool, InitialSet initial, Dataset test, Map<String, String> weights) {

        public Data {
            weights = Map.copyOf(weights);
        }

        /** Where trainings begin with no file. */
        public Data(Dataset pool, InitialSet initial, Dataset test) {
            this(pool, initial, test, Map.of());
        }
    }

    /** Where the run is kept, who hears of it and who can stop it. */
    public record Context(RunFolder folder, LoopListener listener, BooleanSupplier stop) {}

    private final ClassHistory classes;
    private final CycleSteps steps;
    private final InitialLabeling start;
    private final KeptPool kept;
    private final LoopOptions options;
    private final Context context;

    public ActiveLearningLoop(Parts parts, Data data, LoopOptions options, Context context) {
        this.classes = ClassHistory.in(context.folder().path(), data.pool().classes());
        this.steps = new CycleSteps(parts, new CycleSteps.Measured(data.test(), classes), options, context);
        this.start = new InitialLabeling(parts, data, options, context);
        this.kept = new KeptPool(context.folder().files());
        this.options = options;
        this.context = context;
    }

    /** Describes images by the weights that trainings begin with, until the run is to stop. */
    static ImageDescriber describer(Parts parts, Context context) {
        return new StoppableDescriber(parts.trainer().describer(), () -> {
            if (context.stop().getAsBoolean()) {
                throw new RunEndedException(new RunEnding.Stopped());
            }
        });
    }

    /** The ids of the images that a run has noted of its pool, as it does where people annotate; none where it has not. */
    public static Set<ImageId> knownImages(Path run) {
        return PoolParts.in(new RunFiles(run)).images();
    }

    /** Whether all images that a run has noted are in a pool as they were, by their sizes and the lengths of their files. */
    public static boolean knows(Path run, Dataset pool) {
        return GrownPool.knows(run, Pool.of(pool).images());
    }

    /**
     * Goes on from the first missing file until all cycles are done, the budget is spent, no image is left, the rule to stop
     * by is met, people have to annotate or to bring a file, or it is asked to stop.
     *
     * @throws org.huale.problem.HualeException where a file of the run is damaged, with what to do about it, or an image or the
     *     disk fails; the folder can be gone on with
     */
    public RunEnding run() {
        RunCheck check = RunCheck.of(context.folder().path());
        check.requireSound();
        check.adopt().ifPresent(context.listener()::noted);
        try {
            Pool pool = start.pool();
            Dataset initial = pool.initial();
            PoolParts parts = PoolParts.in(context.folder().files());
            for (int cycle = 0; cycle < options.cycles(); cycle++) {
                Turn turn = cycle(cycle, new CycleSteps.Pools(pool, parts.asSeenBy(cycle, pool)), initial);
                pool = turn.pool();
                if (turn.wanted() == 0 && cycle < options.cycles() - 1) {
                    mend(pool);
                    return new RunEnding.Done(reason(cycle, pool));
                }
            }
            mend(pool);
            return new RunEnding.Done(options.cycles() + " cycles are done");
        } catch (RunEndedException ended) {
            return ended.ending();
        } catch (StoppedException stopped) {
            return new RunEnding.Stopped();
        } catch (AwaitedFileException awaited) {
            return new RunEnding.AwaitsFile(awaited.getMessage() + "; 'huale resume "
                    + context.folder().path() + "' continues when it is there");
        }
    }

    /** Makes anew what follows from the files of the cycles, where it is gone, damaged or of a cycle before. */
    private void mend(Pool pool) {
        kept.mend(pool);
        if (!context.folder().hasTables()) {
            steps.mend();
        }
    }

    /** Why a run ends after a cycle that is not its last. */
    private String reason(int cycle, Pool pool) {
        List<Double> figures = steps.figures(cycle + 1);
        if (pool.open() == 0) {
            return "every image is labeled";
        }
        return options.measuring().stop().isMet(figures)
                ? options.measuring().stop().words(options.measuring().figure(), figures)
                : "the total budget is spent";
    }

    /**
     * What a cycle came to.
     *
     * @param pool after it
     * @param wanted images that were to be annotated; 0 at the end
     */
    private record Turn(Pool pool, int wanted) {}

    /** @param initial set in the classes that the run began with */
    private Turn cycle(int cycle, CycleSteps.Pools pools, Dataset initial) {
        Pool pool = pools.all();
        CycleFolder folder = context.folder().cycle(cycle);
        Optional<CycleRecord> done = folder.record();
        int wanted = done.isPresent() ? wanted(cycle, pools.seen()) : 0;
        if (done.isPresent() && (wanted == 0 || done.get().selection() != null) && folder.isWhole(wanted > 0)) {
            steps.tidy(cycle);
            return new Turn(wanted == 0 ? pool : read(cycle, pool, folder).orElseThrow(), wanted);
        }
        mend(pool);
        Trained trained = folder.trained().orElseGet(() -> steps.train(cycle, pools.seen(), initial));
        Map<String, Evaluation> evaluations =
                folder.evaluations().orElseGet(() -> steps.evaluate(cycle, pool, trained));
        return ended(cycle, pools, new CycleSteps.Results(trained, evaluations, null));
    }

    /** Goes on where the detector is evaluated. */
    private Turn ended(int cycle, CycleSteps.Pools pools, CycleSteps.Results results) {
        Pool pool = pools.all();
        int wanted = wanted(cycle, pools.seen());
        if (wanted == 0) {
            steps.record(cycle, pool, results);
            return new Turn(pool, 0);
        }
        CycleFolder folder = context.folder().cycle(cycle);
        CycleSteps.Choice choice = new CycleSteps.Choice(pools, wanted, results.trained());
        Selected selected = folder.selection().orElseGet(() -> steps.select(cycle, choice));
        Pool labeled = read(cycle, pool, folder).orElseGet(() -> steps.annotate(cycle, choice, selected));
        kept.keep(labeled);
        steps.record(cycle, pool, results.with(selected));
        return new Turn(labeled, wanted);
    }

    /** Images to annotate after a cycle whose detector is evaluated. */
    private int wanted(int cycle, Pool pool) {
        boolean enough = options.measuring().stop().canBeMet()
                && options.measuring().stop().isMet(steps.figures(cycle + 1));
        return enough ? 0 : options.wanted(pool, cycle);
    }

    /** The pool with what a cycle brought; empty where that is not annotated yet. */
    private Optional<Pool> read(int cycle, Pool pool, CycleFolder folder) {
        Optional<Map<ImageId, List<Annotation>>> annotations = folder.annotations();
        return annotations.map(it -> FittingFile.of(
                folder.annotationsFile(),
                () -> pool.renumbered(classes.after(cycle))
                        .setAside(folder.skipped().keySet())
                        .label(cycle, classes.ofAnnotations(cycle).of(it))));
    }
}
