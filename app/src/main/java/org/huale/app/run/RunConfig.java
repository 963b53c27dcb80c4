package org.huale.app.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.data.PoolReading;
import org.huale.config.ConfigJson;
import org.huale.config.ConfigSchema;
import org.huale.config.Settings;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.dataset.pool.ImageFilter;
import org.huale.detect.Companion;
import org.huale.detect.provider.DetectorChoice;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.forecast.StopRule;
import org.huale.holdout.TestShare;
import org.huale.loop.LoopOptions;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.pool.InitialSet;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.problem.HualeException;
import org.huale.report.curve.Figure;
import org.jspecify.annotations.Nullable;

/**
 * All that a run is made from. Together with the data it decides every bit of the result.
 *
 * @param data which images
 * @param initial which of them are labeled before the first cycle
 * @param budget images annotated per cycle
 * @param cycles detectors trained in all; nothing is selected after the last
 * @param totalBudget images labeled at most, the initial set included; 0 for no bound
 * @param weights that each training begins with
 * @param detector the network and its options
 * @param training how it is trained in each cycle
 * @param strategy which images are annotated next
 * @param selection which images it gets to see
 * @param predictions where the pool is looked at
 * @param oracle who annotates
 * @param evaluation of each cycle's detector
 * @param stop when the run has come far enough before its last cycle
 * @param keep what stays of finished cycles
 * @param seed all randomness follows from it
 * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
 * @param threads that compute one operation; the last bits of sums depend on it
 */
public record RunConfig(
        Data data,
        InitialSet initial,
        int budget,
        int cycles,
        int totalBudget,
        Weights weights,
        DetectorChoice detector,
        TrainingRecipe training,
        StrategyChoice strategy,
        SelectionOptions selection,
        PredictionOptions predictions,
        OracleChoice oracle,
        EvaluationOptions evaluation,
        StopRule stop,
        LoopOptions.Keep keep,
        long seed,
        String device,
        int threads) {

    /** The model where nobody names one. */
    public static final String USUAL_MODEL = "mobilenet-v2-fpn";

    /** Short keys, and those that they stand for. */
    private static final Map<String, String> SHORTCUTS = Map.of("loss", "training.loss");

    /**
     * Data sets by name, as {@code huale train --data} takes them.
     *
     * @param pool images to label; several data sets with {@code +} between them are one; may be a plain folder of images
     *     where people annotate
     * @param poolFilter which of those images are used at all
     * @param classNames classes of a plain folder that has no test set beside it; more can be added while the run goes on
     * @param test images to evaluate on; blank where a share of the pool is kept for it
     * @param testShare of the annotated images that is kept for evaluation; 0 where there is a test set
     */
    public record Data(String pool, ImageFilter poolFilter, List<String> classNames, String test, double testShare) {
        public Data {
            classNames = List.copyOf(classNames);
            ClassList.requireDifferent(classNames, "class names");
            classNames.forEach(name -> Bounds.faultOfKeptClassName(name).ifPresent(fault -> {
                throw new IllegalArgumentException(fault);
            }));
            new TestShare(testShare, 0); // checks the number
        }

        /** Whether a share of what is annotated stands in for a test set. */
        public boolean sharesTest() {
            return testShare > 0;
        }

        private void requireOneTest() {
            if (sharesTest() != test.isBlank()) {
                throw new HualeException(
                        sharesTest()
                                ? "data.test and data.testShare are both given (" + test + ", " + testShare
                                        + "); a share of the pool is kept for evaluation only where there is no test set"
                                : "data.test: is missing; it names a data set, such as voc:DIR:test; or data.testShare:"
                                        + " 0.2 keeps a fifth of what is annotated for evaluation");
            }
        }

        /** Asked where a run begins: those of earlier versions may have such names. */
        private void requireReadClassNames() {
            classNames.forEach(name -> Bounds.faultOfClassName(name).ifPresent(fault -> {
                throw new HualeException("data.classNames: " + fault);
            }));
        }

        private void requirePlaceForClassNames() {
            if (!classNames.isEmpty() && !poolIsPlain()) {
                throw new HualeException("data.classNames: is for a plain folder of images; the classes of " + pool
                        + " are those of the data set");
            }
        }

        /** Whether the pool is a folder of images that nobody has annotated, also one that cannot be reached at the moment. */
        boolean poolIsPlain() {
            return PoolReading.isPlain(pool) || poolIsGone();
        }

        /**
         * Whether the pool is a path that leads nowhere, such as to a disk that is not mounted. One with a colon in it may be the name of a
         * data set where it is not whole.
         */
        public boolean poolIsGone() {
            try {
                Path place = Path.of(pool);
                boolean isPath = place.isAbsolute() || pool.indexOf(':') < 0;
                return !pool.isBlank() && isPath && !Files.exists(place);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        /** Whether it is of several data sets. */
        boolean poolIsJoined() {
            return !poolIsPlain() && poolUnion().parts().size() > 1;
        }

        DatasetUnion poolUnion() {
            return DatasetUnion.parse(present("data.pool", pool));
        }

        DatasetLocator testLocator() {
            return DatasetLocator.parse(present("data.test", test));
        }

        private static String present(String key, String name) {
            if (name.isBlank()) {
                throw new HualeException(key + ": is missing; it names a data set, such as voc:DIR:trainval");
            }
            return name;
        }

        private Data absolute() {
            return new Data(
                    poolIsPlain()
                            ? RunConfig.absolute(pool)
                            : poolUnion().absolute().toString(),
                    poolFilter,
                    classNames,
                    sharesTest() ? "" : testLocator().absolute().toString(),
                    testShare);
        }
    }

    /**
     * @param mode what a training begins with
     * @param backbone file of weights of a classification network; blank for none
     * @param detector file of weights of a whole detector; blank for none
     */
    public record Weights(Mode mode, String backbone, String detector) {

        /** What a training begins with. */
        public enum Mode {
            /** The files, in each cycle; random where none is named. */
            PRETRAINED,
            /** The weights of the cycle before; the files in the first. */
            PREVIOUS,
            /** Random numbers, in each cycle. */
            SCRATCH
        }

        /** What a training begins with that does not begin with the weights of the cycle before. */
        FirstWeights first() {
            return mode == Mode.SCRATCH
                    ? FirstWeights.random()
                    : new FirstWeights(RunConfig.file(backbone), RunConfig.file(detector));
        }

        private void requireHeeded() {
            if (mode == Mode.SCRATCH && !(backbone.isBlank() && detector.isBlank())) {
                String key = backbone.isBlank() ? "weights.detector" : "weights.backbone";
                throw new HualeException(key + ": " + (backbone.isBlank() ? detector : backbone)
                        + " would not be read, as weights.mode: scratch begins with random numbers; leave out one of"
                        + " the two, on the command line by " + key + "=");
            }
        }

        /** Without files that are not read. */
        private Weights heeded() {
            return mode == Mode.SCRATCH ? new Weights(mode, "", "") : this;
        }

        private Weights absolute() {
            return new Weights(mode, RunConfig.absolute(backbone), RunConfig.absolute(detector));
        }
    }

    /**
     * @param subPool unlabeled images that the strategy gets to see in a cycle, drawn anew in each; 0 for all
     * @param nearDuplicates which are not annotated, whatever the strategy
     */
    public record SelectionOptions(int subPool, NearDuplicates nearDuplicates) {
        public SelectionOptions {
            if (subPool < 0) {
                throw new IllegalArgumentException("sub-pool must be at least 0, got " + subPool);
            }
        }
    }

    /**
     * @param batchSize images detected in together, also for the selection
     * @param figure that reports compare in, such as {@code voc:AP-eleven-point}; blank for the usual one
     * @param similarity whether each cycle measures how alike labeled and test objects are
     * @param maxDetections of a class that count in an image by COCO's rules
     */
    public record EvaluationOptions(int batchSize, String figure, boolean similarity, int maxDetections) {
        public EvaluationOptions {
            CocoEvaluator.requireBound(maxDetections);
            if (!figure.isBlank()) {
                Figure.parse(figure);
            }
            if (batchSize < 1 || batchSize > 4096) {
                throw new IllegalArgumentException("batch size must be in [1, 4096], got " + batchSize);
            }
        }
    }

    public RunConfig {
        loop(seed, budget, cycles, totalBudget, selection, weights, keep); // checks the numbers
        detector.training().check(setup(seed, detector, training, weights, device, threads, evaluation));
    }

    /** What holds for keys that nobody sets; names no data. */
    public static RunConfig defaults() {
        return defaults(DetectorChoice.named(USUAL_MODEL));
    }

    private static RunConfig defaults(DetectorChoice detector) {
        return new RunConfig(
                new Data("", ImageFilter.ALL, List.of(), "", 0),
                InitialSet.drawn(100),
                100,
                5,
                0,
                new Weights(Weights.Mode.PRETRAINED, "", ""),
                detector,
                detector.training().defaults(),
                StrategyChoice.named("random"),
                new SelectionOptions(0, NearDuplicates.defaults()),
                PredictionOptions.local(),
                OracleChoice.named(OracleChoice.GROUND_TRUTH),
                new EvaluationOptions(4, "", false, CocoEvaluator.USUAL_BOUND),
                StopRule.never(),
                LoopOptions.Keep.defaults(),
                0,
                "cpu",
                DetectorSource.Place.defaultThreads());
    }

    /** @throws HualeException listing all that is wrong */
    public static RunConfig of(Settings settings) {
        RunConfig config = whole(settings);
        config.data.requireReadClassNames();
        config.requireDetectorForWish();
        config.detector.training().requireUseful(config.setup(), config.wish());
        new MeasuredFigures(config.evaluation).require();
        config.oracle.requireHeeded();
        config.weights.requireHeeded();
        if (config.initial.list().isBlank()) { // a list is counted where it is read
            config.loop().requireRoomFor(config.initial.images());
        }
        return config;
    }

    /**
     * That of a run that is there. A figure that it does not measure or a detector that is of no use to it can no longer be mended, and a
     * key that nobody looks at, which an earlier version took, is as if it had been left out.
     *
     * @throws HualeException listing all that is wrong
     */
    public static RunConfig begun(Settings settings) {
        return whole(settings).heeded();
    }

    private static RunConfig whole(Settings settings) {
        RunConfig config = shortened(settings).into(defaultsFor(settings));
        if (!config.data.poolIsPlain() || !config.oracle.asksPeople()) {
            config.data.poolUnion();
        }
        config.data.requireOneTest();
        config.data.requirePlaceForClassNames();
        if (!config.data.sharesTest()) {
            config.data.testLocator();
        }
        config.requireTruthForBound();
        config.oracle.requireReachable();
        RunConfig fitted = config.fitted(settings);
        requireOneOfEachName(fitted.wish().companions());
        return fitted;
    }

    /** What the first weights bring along may not go with what was asked for. */
    private RunConfig fitted(Settings settings) {
        try {
            return with(detector.with(detector.training().fitted(setup(), settings::mention)));
        } catch (IllegalArgumentException e) {
            throw new HualeException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Asked before anything is trained. What a run has done can be looked at all the same.
     *
     * @throws HualeException where no detector that is so trained gives what the strategy needs
     */
    void requireDetectorForWish() {
        detector.training().require(setup(), wish());
    }

    /** What is trained beside the detector is asked for by its name. */
    private static void requireOneOfEachName(List<Companion> companions) {
        Set<String> names = new HashSet<>();
        for (Companion companion : companions) {
            if (!names.add(companion.name())) {
                throw new HualeException("strategy: wants " + companion.name() + " trained beside the detector in two"
                        + " ways, one for each strategy within it: " + companions + "; give both the same options");
            }
        }
    }

    private DetectorTraining.Wish wish() {
        AcquisitionStrategy chosen = strategy.strategy();
        return new DetectorTraining.Wish(
                chosen.needs(), chosen.neededVectors(), chosen.companions(), weights.mode() == Weights.Mode.PREVIOUS);
    }

    /**
     * Looks at what is there for the first cycle before it begins.
     *
     * @param classes of the pool
     * @throws HualeException where its detector could not be had
     */
    public void rehearse(ClassNames classes) {
        detector.training().rehearse(setup(), classes, wish());
    }

    /**
     * Asked where a run begins, before people are.
     *
     * @param classes of the pool, none where they are not known yet
     * @throws HualeException where its first training could not begin on this machine
     */
    public void requireBeginning(ClassNames classes) {
        detector.training().requireBeginning(setup(), classes);
    }

    /** Names of losses that the detector of such a run can be trained with. */
    public static List<String> losses(Settings settings) {
        return defaultsFor(settings).detector.training().losses();
    }

    /** JSON Schema of the file of a run that trains such a detector, or another of its kind. */
    public static String schema(DetectorChoice detector) {
        boolean lossHasNames = !detector.training().losses().isEmpty();
        return ConfigSchema.of(defaults(detector), lossHasNames ? SHORTCUTS : Map.of());
    }

    /** Options of another kind of detector are other ones, and so are those of its training. */
    static RunConfig defaultsFor(Settings settings) {
        return settings.named("detector")
                .filter(DetectorChoice.names()::contains)
                .map(name -> defaults(DetectorChoice.named(name)))
                .orElseGet(RunConfig::defaults);
    }

    private void requireTruthForBound() {
        if (BoundStrategy.isBound(strategy.name()) && oracle.asksPeople()) {
            throw new HualeException(
                    "strategy: " + strategy.name() + " is a bound that sees the annotations of the whole"
                            + " pool; it needs oracle: " + OracleChoice.GROUND_TRUTH + ", got " + oracle.name());
        }
    }

    /** With long keys in place of short ones. */
    public static Settings shortened(Settings settings) {
        SHORTCUTS.forEach(settings::shortcut);
        return DetectorChoice.nameBesideKeys(settings);
    }

    private RunConfig heeded() {
        return new RunConfig(
                data,
                initial,
                budget,
                cycles,
                totalBudget,
                weights.heeded(),
                detector,
                training,
                strategy,
                selection,
                predictions,
                oracle.heeded(),
                evaluation,
                stop,
                keep,
                seed,
                device,
                threads);
    }

    private RunConfig with(DetectorChoice fitted) {
        return with(data, initial, weights, fitted);
    }

    /** Whatever else is replaced, predictions and the work of annotators have whole paths from then on. */
    private RunConfig with(Data images, InitialSet first, Weights begin, DetectorChoice network) {
        return new RunConfig(
                images,
                first,
                budget,
                cycles,
                totalBudget,
                begin,
                network,
                training,
                strategy,
                selection,
                predictions.absolute(),
                oracle.absolute(),
                evaluation,
                stop,
                keep,
                seed,
                device,
                threads);
    }

    /** The name of the training loss, {@code custom} where it has none. */
    public String lossName() {
        return training.lossName();
    }

    /**
     * What a run of it is.
     *
     * @param name of the run
     * @param pool with the classes
     * @param origin how a process came to it
     */
    public RunSummary summary(String name, Dataset pool, Map<String, String> origin) {
        return new RunSummary(
                name,
                pool.name(),
                strategy.name(),
                lossName(),
                seed,
                pool.classes().names(),
                ConfigJson.write(this),
                origin);
    }

    /** The same with paths that do not depend on where the program was started. */
    public RunConfig absolute() {
        return with(data.absolute(), initial.withList(absolute(initial.list())), weights.absolute(), detector);
    }

    /** What trains and evaluates the first cycle as this does, and does no more. */
    public RunConfig firstCycleOnly(StrategyChoice other) {
        return with(new Selecting(other, PredictionOptions.local()), LoopOptions.Keep.defaults(), 1, 0);
    }

    /** The same with another strategy. */
    public RunConfig selectedBy(StrategyChoice other) {
        return with(new Selecting(other, predictions), keep, cycles, totalBudget);
    }

    /** The same, the pool being looked at elsewhere. */
    RunConfig seenBy(PredictionOptions other) {
        return with(new Selecting(strategy, other), keep, cycles, totalBudget);
    }

    /** Who selects, and who looks at the images for that. */
    private record Selecting(StrategyChoice strategy, PredictionOptions predictions) {}

    private RunConfig with(Selecting selecting, LoopOptions.Keep kept, int trained, int atMost) {
        return new RunConfig(
                data,
                initial,
                budget,
                trained,
                atMost,
                weights,
                detector,
                training,
                selecting.strategy(),
                selection,
                selecting.predictions(),
                oracle,
                evaluation,
                stop,
                kept,
                seed,
                device,
                threads);
    }

    /** What the loop needs of it. */
    public LoopOptions loop() {
        return loop(seed, budget, cycles, totalBudget, selection, weights, keep)
                .withSimilarity(evaluation.similarity())
                .measuredBy(new LoopOptions.Measuring(
                        evaluation.figure().isBlank() ? LoopOptions.USUAL_FIGURE : evaluation.figure(),
                        evaluation.maxDetections(),
                        testShare(),
                        stop));
    }

    /** The images of the pool that are kept for evaluation; none where there is a test set. */
    public TestShare testShare() {
        return new TestShare(data.testShare(), seed);
    }

    /** What the trainings need of it. */
    public TrainingSetup setup() {
        return setup(seed, detector, training, weights, device, threads, evaluation);
    }

    private static TrainingSetup setup(
            long seed,
            DetectorChoice detector,
            TrainingRecipe training,
            Weights weights,
            String device,
            int threads,
            EvaluationOptions evaluation) {
        return new TrainingSetup(
                seed,
                detector.options(),
                training,
                weights.first(),
                new DetectorSource.Place(device, threads),
                evaluation.batchSize());
    }

    private static LoopOptions loop(
            long seed,
            int budget,
            int cycles,
            int totalBudget,
            SelectionOptions selection,
            Weights weights,
            LoopOptions.Keep keep) {
        return new LoopOptions(
                seed, budget, cycles, totalBudget, selection.subPool(), weights.mode() == Weights.Mode.PREVIOUS, keep);
    }

    private static @Nullable Path file(String name) {
        return name.isBlank() ? null : Path.of(name);
    }

    /** A path that does not hang on the folder in which the program is called; blank where it is. */
    static String absolute(String path) {
        return path.isBlank()
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }
}
