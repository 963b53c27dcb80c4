package org.huale.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.StoppableDescriber;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.CycleFolder.Selected;
import org.huale.loop.folder.CycleFolder.Trained;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluator;
import org.huale.random.Seeds;

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
     * The images.
     *
     * @param pool to label; annotations that it may carry are not looked at
     * @param test to evaluate on
     */
    public record Data(Dataset pool, InitialSet initial, Dataset test) {}

    /** Where the run is kept, who hears of it and who can stop it. */
    public record Context(RunFolder folder, LoopListener listener, BooleanSupplier stop) {}

    private final CycleSteps steps;
    private final InitialLabeling start;
    private final LoopOptions options;
    private final Context context;

    public ActiveLearningLoop(Parts parts, Data data, LoopOptions options, Context context) {
        this.steps = new CycleSteps(parts, data.test(), options, context);
        this.start = new InitialLabeling(
                data, parts.oracle(), new Seeds(options.seed()), context.folder(), () -> describer(parts, context));
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

    /**
     * Goes on from the first missing file until all cycles are done, the budget is spent, no image is left, people have to
     * annotate, or it is asked to stop.
     *
     * @throws org.huale.problem.HualeException where a file, an image or the disk fails; the folder can be gone on with
     */
    public RunEnding run() {
        try {
            Pool pool = start.pool();
            for (int cycle = 0; cycle < options.cycles(); cycle++) {
                int wanted = options.wanted(pool, cycle);
                pool = cycle(cycle, pool, wanted);
                if (wanted == 0 && cycle < options.cycles() - 1) {
                    return new RunEnding.Done(
                            pool.unlabeled().isEmpty() ? "every image is labeled" : "the total budget is spent");
                }
            }
            return new RunEnding.Done(options.cycles() + " cycles are done");
        } catch (RunEndedException ended) {
            return ended.ending();
        }
    }

    /** Returns the pool after the cycle. */
    private Pool cycle(int cycle, Pool pool, int wanted) {
        CycleFolder folder = context.folder().cycle(cycle);
        Optional<CycleRecord> done = folder.record();
        if (done.isPresent() && (wanted == 0 || done.get().selection() != null)) {
            steps.tidy(cycle);
            return wanted == 0 ? pool : pool.label(cycle, folder.annotations().orElseThrow());
        }
        Trained trained = folder.trained().orElseGet(() -> steps.train(cycle, pool));
        Map<String, Evaluation> evaluations =
                folder.evaluations().orElseGet(() -> steps.evaluate(cycle, pool, trained));
        if (wanted == 0) {
            steps.record(cycle, pool, new CycleSteps.Results(trained, evaluations, null));
            return pool;
        }
        Selected selected =
                folder.selection().orElseGet(() -> steps.select(cycle, new CycleSteps.Choice(pool, wanted, trained)));
        Pool labeled = labeled(cycle, pool, folder, selected);
        steps.record(cycle, pool, new CycleSteps.Results(trained, evaluations, selected));
        return labeled;
    }

    private Pool labeled(int cycle, Pool pool, CycleFolder folder, Selected selected) {
        Optional<Map<ImageId, List<Annotation>>> annotations = folder.annotations();
        Pool labeled =
                annotations.isPresent() ? pool.label(cycle, annotations.get()) : steps.annotate(cycle, pool, selected);
        start.keep(labeled);
        return labeled;
    }
}
