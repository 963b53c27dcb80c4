package org.huale.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.store.KeptPredictions;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.WatchedDetector;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.forecast.Expectation;
import org.huale.forecast.NamedFigure;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.CycleFolder.Selected;
import org.huale.loop.folder.CycleFolder.Trained;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.Pool;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.Evaluator;
import org.huale.metric.bound.CrowdedTruth;
import org.huale.metric.resample.TestMatches;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.jspecify.annotations.Nullable;

/** The steps of a cycle, each of which does its work and then writes its file. */
final class CycleSteps {
    /** Among the forwards of a selection. */
    static final String MAPS = "frozen-map";

    private final ActiveLearningLoop.Parts parts;
    private final Measured measured;
    private final LoopOptions options;
    private final ActiveLearningLoop.Context context;
    private final Seeds seeds;

    CycleSteps(
            ActiveLearningLoop.Parts parts,
            Measured measured,
            LoopOptions options,
            ActiveLearningLoop.Context context) {
        this.parts = parts;
        this.measured = measured;
        this.options = options;
        this.context = context;
        this.seeds = new Seeds(options.seed());
    }

    /**
     * What detectors are measured on.
     *
     * @param test set, in the classes that the run began with; without images where a share of the pool is kept for it
     * @param classes how they have changed since
     */
    record Measured(Dataset test, ClassHistory classes) {}

    /**
     * The pool before a cycle's images are annotated.
     *
     * @param all as it now is
     * @param seen without what came to it after the cycle chose, which a step that is done again does not see either
     */
    record Pools(Pool all, Pool seen) {}

    /**
     * What a selection is made from.
     *
     * @param wanted images to annotate, those for evaluation included
     */
    record Choice(Pools pools, int wanted, Trained trained) {}

    /** What a cycle came to. */
    record Results(
            Trained trained,
            Map<String, Evaluation> evaluations,
            @Nullable Selected selected) {

        Results with(Selected chosen) {
            return new Results(trained, evaluations, chosen);
        }
    }

    /**
     * Trains the detector of a cycle.
     *
     * @param initial set as the first cycle learned it, so that what is fitted to it is the same in all cycles
     * @throws HualeException where there is no class to learn
     */
    Trained train(int cycle, Pool pool, Dataset initial) {
        if (pool.classes().count() == 0) {
            String run = context.folder().path().toString();
            throw new HualeException(
                    run + ": there is no class to learn yet; 'huale classes " + run + " add NAME' adds one");
        }
        CycleFolder folder = folder(cycle);
        Dataset labeled = pool.labeled();
        Clock clock = begin(cycle, CycleStage.TRAIN, labeled.size());
        DetectorTrainer.Outcome outcome = parts.trainer()
                .train(new DetectorTrainer.Task(
                        cycle,
                        new DetectorTrainer.Images(labeled, pool.rest(), initial),
                        folder.training(),
                        previous(cycle),
                        seeds.of("train", cycle),
                        parts.strategy().companions()));
        if (!outcome.complete()) {
            throw new RunEndedException(new RunEnding.Stopped());
        }
        clock.end();
        return folder.trained(outcome);
    }

    private DetectorTrainer.@Nullable Previous previous(int cycle) {
        if (!options.warmStart() || cycle == 0) {
            return null;
        }
        CycleFolder before = folder(cycle - 1);
        ClassRenumbering change = measured.classes().after(cycle - 1);
        return new DetectorTrainer.Previous(
                before.requiredWeights(before.trained().orElseThrow()),
                change.isAtMostNames() ? Optional.of(change.from()) : Optional.empty());
    }

    /**
     * Detects once in the images for evaluation, for all evaluators.
     *
     * @param pool that the detector was trained with
     */
    Map<String, Evaluation> evaluate(int cycle, Pool pool, Trained trained) {
        Dataset test = test(cycle, pool);
        Clock clock = begin(cycle, CycleStage.EVALUATE, test.size());
        Map<ImageId, Detections> detections = new TreeMap<>();
        try (PoolDetector detector = watched(opened(cycle, trained, Set.of()))) {
            detector.detect(test.images(), View.ORIGINAL, detections::put);
        }
        requireAll(test, detections);
        tellOfNothingFound(cycle, detections);
        EvaluationInput input = EvaluationInput.of(test, detections);
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        for (Evaluator evaluator : parts.evaluators()) {
            Evaluation evaluation = evaluator.evaluate(input);
            evaluations.put(evaluation.metric(), evaluation);
        }
        folder(cycle).matched(TestMatches.of(input, options.measuring().maxDetections()));
        tellOfBound(input);
        if (options.similarity()) {
            Evaluation similarity = similarity(pool, test);
            evaluations.put(similarity.metric(), similarity);
        }
        clock.end();
        return folder(cycle).evaluated(evaluations);
    }

    /** The images that the detector of a cycle is measured on, in its classes. */
    private Dataset test(int cycle, Pool pool) {
        return pool.holdsOut() ? pool.test() : measured.classes().atCycle(cycle).of(measured.test());
    }

    /** An image that the detector passed over would count as one in which it found nothing. */
    private static void requireAll(Dataset test, Map<ImageId, Detections> detections) {
        List<ImageId> missing = test.images().stream()
                .map(ImageRecord::id)
                .filter(it -> !detections.containsKey(it))
                .toList();
        if (!missing.isEmpty()) {
            throw new HualeException("the detector gave no result for " + missing.size() + " of the " + test.size()
                    + " images that it is measured on, the first of which is " + missing.get(0));
        }
    }

    /** A figure of 0 does not say why, and a selection by such a detector is one by names that nobody asked for. */
    private void tellOfNothingFound(int cycle, Map<ImageId, Detections> detections) {
        if (!detections.isEmpty() && detections.values().stream().allMatch(it -> it.count() == 0)) {
            context.listener()
                    .noted("cycle " + cycle + ": the detector found nothing in any of the " + detections.size()
                            + " images that it is measured on, so that it has learned too little; where it finds nothing"
                            + " in the pool either, a strategy that asks it is left with the order of image ids;"
                            + " train for more steps");
        }
    }

    private void tellOfBound(EvaluationInput input) {
        int bound = options.measuring().maxDetections();
        CrowdedTruth.of(input.truth(), bound)
                .ifPresent(it -> context.listener().noted(it.words(bound) + "; evaluation.maxDetections counts more"));
    }

    private Evaluation similarity(Pool pool, Dataset test) {
        try (ImageDescriber describer = describer()) {
            return new TestSimilarity(describer, test.classes()).of(pool.labeled(), test);
        }
    }

    private ImageDescriber describer() {
        return ActiveLearningLoop.describer(parts, context);
    }

    Selected select(int cycle, Choice choice) {
        Pool pool = choice.pools().seen();
        CycleFolder folder = folder(cycle);
        List<ImageId> candidates = SubPool.of(pool, options, cycle);
        List<ImageId> test = options.forTest(pool, choice.wanted());
        int wanted = choice.wanted() - test.size();
        Clock clock = begin(cycle, CycleStage.SELECT, candidates.size());
        try (KeptPredictions predictions = parts.predictions()
                .open(
                        seen(cycle, choice.trained()),
                        pool.images(),
                        parts.strategy().needs())) {
            Selected selected = select(cycle, new SelectionStep.Images(pool, candidates, wanted), test, predictions);
            clock.end();
            return folder.selected(selected);
        } catch (HualeException e) {
            stopWhereAsked(); // who ends a program on a cluster ends its job too, which is no fault of the job
            throw e;
        }
    }

    private Selected select(int cycle, SelectionStep.Images images, List<ImageId> test, KeptPredictions predictions) {
        AskedPredictions asked = new AskedPredictions(predictions, this::describer);
        SelectionRecord record = new SelectionStep(
                        parts.strategy(), query -> selected(cycle, images.pool(), query), options.seed(), cycle)
                .of(images, asked, asked::seen, ScoreListener.NONE)
                .record();
        return new Selected(
                record.chosen(),
                record.passedOver(),
                forwards(predictions, asked),
                options.share().keepsAny() ? test : null);
    }

    private PredictionStore.Seen seen(int cycle, Trained trained) {
        CycleFolder folder = folder(cycle);
        return new PredictionStore.Seen(
                folder.predictions(),
                folder.weights(trained),
                folder.identity(trained),
                () -> opened(cycle, trained, parts.strategy().needs()),
                opening -> elsewhere(cycle, trained, opening),
                this::watched);
    }

    private Selection selected(int cycle, Pool pool, Query query) {
        if (!(parts.strategy() instanceof BoundStrategy bound)) {
            return parts.strategy().select(query);
        }
        List<ImageRecord> images = query.unlabeled().stream().map(pool::record).toList();
        return bound.select(query, parts.oracle().hidden(new Oracle.Request(cycle, images), bound.name()));
    }

    private static Map<String, Integer> forwards(KeptPredictions kept, AskedPredictions asked) {
        Map<String, Integer> forwards = new TreeMap<>(kept.forwards());
        if (asked.maps() > 0) {
            forwards.put(MAPS, asked.maps());
        }
        return forwards;
    }

    Pool annotate(int cycle, Choice choice, Selected selected) {
        Pool pool = choice.pools().all();
        List<ImageRecord> images = FittingFile.of(folder(cycle).selectionFile(), () -> requested(choice, selected));
        Clock clock = begin(cycle, CycleStage.ANNOTATE, images.size());
        Annotating annotating = new Annotating(parts.oracle(), context.listener());
        Oracle.Complete answer = annotating.of(cycle, images);
        Pool labeled = pool.renumbered(measured.classes().after(cycle))
                .setAside(answer.skipped().keySet())
                .label(cycle, measured.classes().ofAnnotations(cycle).of(answer.annotations()));
        clock.end();
        folder(cycle).annotated(cycle, labeled, answer);
        annotating.tellOfSkipped(cycle, answer);
        return labeled;
    }

    /** Those for evaluation stand in the file, too: a pool that has grown since would put others among them. */
    private List<ImageRecord> requested(Choice choice, Selected selected) {
        Pool pool = choice.pools().seen();
        List<ImageId> test = selected.test() == null ? options.forTest(pool, choice.wanted()) : selected.test();
        return Stream.concat(selected.chosen().stream().map(it -> it.score().image()), test.stream())
                .map(pool::record)
                .toList();
    }

    /**
     * The figure that the run's curve is drawn of, of those cycles before one that are evaluated and have it, as far back as
     * figures can be compared.
     */
    List<Double> figures(int before) {
        List<Double> figures = new ArrayList<>();
        for (int cycle = comparableSince(before - 1); cycle < before; cycle++) {
            folder(cycle)
                    .evaluations()
                    .ifPresent(it ->
                            NamedFigure.of(it, options.measuring().figure()).ifPresent(figures::add));
        }
        return figures;
    }

    private int comparableSince(int cycle) {
        return ClassHistory.comparableSince(measured.classes().entries(), cycle);
    }

    /** What the next batch is expected to bring: the one that is chosen, or after the last cycle a whole one. */
    private Optional<Expectation> expectation(int cycle, int images, @Nullable Selected selected) {
        int batch =
                selected == null ? options.learnedOfBudget() : selected.chosen().size();
        List<CycleRecord> cycles = context.folder().records().stream()
                .filter(it -> it.cycle() >= comparableSince(cycle) && it.cycle() <= cycle)
                .toList();
        return Expectation.after(CycleRecord.curve(cycles, options.measuring().figure()), images + batch);
    }

    /** Ends the cycle. */
    void record(int cycle, Pool pool, Results results) {
        CycleFolder folder = folder(cycle);
        CycleFolder.Timings timings = folder.timings();
        Selected selected = results.selected();
        List<Integer> boxesPerClass = pool.boxesPerClass();
        CycleRecord record = new CycleRecord(
                cycle,
                pool.labels().size(),
                boxesPerClass.stream().mapToInt(Integer::intValue).sum(),
                boxesPerClass,
                results.evaluations(),
                results.trained().losses(),
                selected == null ? Map.of() : selected.forwards(),
                timings.seconds(),
                timings.peakMegabytes(),
                selected == null ? null : selected.shown());
        folder.recorded(record);
        mend();
        context.listener().finished(record);
        expectation(cycle, record.images(), selected)
                .ifPresent(it -> context.listener().expects(cycle, it));
        tidy(cycle);
    }

    /** Writes the numbers of all cycles that have ended. */
    void mend() {
        CycleLog.write(context.folder());
    }

    /** Deletes what a finished cycle need not keep. */
    void tidy(int cycle) {
        CycleFolder folder = folder(cycle);
        if (!options.keep().checkpoints()) {
            parts.trainer().tidy(folder.training());
        }
        if (!options.keep().predictions()) {
            folder.deletePredictions();
        }
    }

    private CycleFolder folder(int cycle) {
        return context.folder().cycle(cycle);
    }

    private PoolDetector opened(int cycle, Trained trained, Set<EvidencePart> wanted) {
        return parts.trainer().open(asTrained(cycle, trained), wanted);
    }

    private PoolDetector elsewhere(int cycle, Trained trained, Supplier<PoolDetector> opening) {
        return parts.trainer().openElsewhere(opening, asTrained(cycle, trained));
    }

    private Path asTrained(int cycle, Trained trained) {
        Path weights = folder(cycle).requiredWeights(trained);
        parts.trainer().requireAsTrained(weights);
        return weights;
    }

    private PoolDetector watched(PoolDetector detector) {
        return new WatchedDetector(detector, (view, images) -> watch());
    }

    private WatchedDetector.Watch watch() {
        return new WatchedDetector.Watch() {
            @Override
            public void found() {
                stopWhereAsked();
            }

            @Override
            public void done() {
                context.listener().detected(1);
            }
        };
    }

    private void stopWhereAsked() {
        if (context.stop().getAsBoolean()) {
            throw new RunEndedException(new RunEnding.Stopped());
        }
    }

    private Clock begin(int cycle, CycleStage stage, int images) {
        stopWhereAsked();
        context.listener().began(cycle, stage, images);
        return new Clock(cycle, stage, System.nanoTime());
    }

    /** Times a stage. */
    private final class Clock {
        private final int cycle;
        private final CycleStage stage;
        private final long began;

        Clock(int cycle, CycleStage stage, long began) {
            this.cycle = cycle;
            this.stage = stage;
            this.began = began;
        }

        void end() {
            double seconds = (System.nanoTime() - began) / 1e9;
            folder(cycle).timed(stage, seconds);
            context.listener().ended(cycle, stage, seconds);
        }
    }
}
