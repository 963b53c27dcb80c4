package org.huale.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.config.ConfigJson;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.FixedBatches;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.forecast.StopRule;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.holdout.TestShare;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunJson;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.storage.WholeFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run whose detector is made up: its weights are a hash of what it was trained on, and what it finds depends on those, the
 * image, the view and the company in the batch. Every write, training step, detection and answer is a moment at which it
 * can be made to fail.
 */
final class Rig {
    static final ClassNames CLASSES = ClassNames.of("cat", "dog", "rare");
    private static final ImageSize SIZE = new ImageSize(100, 80);
    private static final int STEPS = 3;
    private static final int BATCH = 3;

    /** What happens at a moment, by its number; may throw. */
    interface Moments {
        void at(int moment);
    }

    /** Power off: nothing that catches mistakes catches it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    final Path folder;
    final List<DetectorTrainer.Task> tasks = new ArrayList<>();
    Dataset pool = dataset("pool", 9);
    LoopOptions options = new LoopOptions(7, 2, 3, 0, 0, true, LoopOptions.Keep.defaults());
    AcquisitionStrategy strategy = StrategyChoice.named("hua").strategy();
    UnaryOperator<Oracle> oracle = UnaryOperator.identity();
    InitialSet initial = InitialSet.drawn(2);
    /** What trainings are said to begin with. */
    Map<String, String> firstWeights = Map.of();

    LoopListener listener = LoopListener.SILENT;
    BooleanSupplier stop = () -> false;
    Moments moments = moment -> {};
    /** Where the trainer keeps its weights; null for a folder of each training. */
    @Nullable
    Path shared;

    /** A run whose first cycle is taken. */
    @Nullable
    Path first;

    Map<String, ?> settings = Map.of();
    /** How many objects the detector finds in an image at most. */
    int mostFound = 3;
    /** How many of the images that it is asked for the detector passes over. */
    int passedOver;
    /** How often the weights that images are described by were opened. */
    int describers;

    private int moment;

    Rig(Path folder) {
        this.folder = folder;
    }

    /** Images of 100 x 80, the i-th with i % 3 objects. */
    static LoopOptions.Measuring measuring(TestShare share, StopRule stop) {
        return new LoopOptions.Measuring(LoopOptions.USUAL_FIGURE, CocoEvaluator.USUAL_BOUND, share, stop);
    }

    static Dataset dataset(String name, int images) {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            List<Annotation> annotations = new ArrayList<>();
            for (int object = 0; object < i % 3; object++) {
                annotations.add(Annotation.of(new Box(10 * object, 5, 10 * object + 30, 45), (i + object) % 2));
            }
            records.add(new ImageRecord(new ImageId(name + i), Path.of(name + i + ".jpg"), SIZE, annotations));
        }
        return new Dataset(name, CLASSES, records);
    }

    /** The first so many moments pass, then it is over. */
    Rig crashingAt(int last) {
        moments = number -> {
            if (number == last) {
                throw new Crash();
            }
        };
        return this;
    }

    /** How many moments there have been. */
    int moments() {
        return moment;
    }

    /** Begins the run, or goes on with it. */
    RunEnding run() {
        moment = 0;
        RunFiles files = new RunFiles(folder, (file, write) -> {
            happen();
            write.run();
            happen();
        });
        try (RunFolder opened =
                RunFolder.holdsRun(folder) ? RunFolder.open(files) : RunFolder.create(files, summary())) {
            if (first != null) {
                opened.takeFirstCycle(first, configOf(first));
            }
            return new ActiveLearningLoop(
                            new ActiveLearningLoop.Parts(
                                    new MadeUpTrainer(),
                                    strategy,
                                    oracle.apply(new Asked(
                                            new GroundTruthOracle(pool, opened.classes(), opened.auditLog()))),
                                    List.of(new VocEvaluator(1), new CocoEvaluator(1)),
                                    PredictionStore.local()),
                            new ActiveLearningLoop.Data(pool, initial, dataset("test", 4), firstWeights),
                            options,
                            new ActiveLearningLoop.Context(opened, listener, stop))
                    .run();
        }
    }

    RunSummary summary() {
        String config = ConfigJson.write(
                settings.isEmpty() ? Map.of("budget", options.budget(), "cycles", options.cycles()) : settings);
        return new RunSummary(
                "run",
                pool.name(),
                strategy.name(),
                "standard",
                options.seed(),
                pool.classes().names(),
                config,
                Map.of());
    }

    List<CycleRecord> records() {
        return RunFolder.read(folder).cycles();
    }

    /** Every file that must not depend on how often a run was stopped, by name; times and memory taken out. */
    Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.matches(
                        "(.*/)?(timings.json|checksums.json|provenance.json|.lock.*|.huale-folder.json|events.*)")) {
                    content.put(name, timeless(file));
                }
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String timeless(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1); // every byte is a character
        if (file.endsWith("cycles.csv")) {
            return TimelessTable.of(text);
        }
        if (file.endsWith("metrics.jsonl")) {
            return text.replaceAll("\"(seconds/[^\"]+|peak-megabytes)\":[^,}]+", "");
        }
        if (!file.endsWith("cycle.json")) {
            return text;
        }
        ObjectNode record = (ObjectNode) RunJson.mapper().readTree(text);
        record.remove(List.of("seconds", "peakMegabytes"));
        return record.toString();
    }

    /** Of a run that need not be there. */
    static String configOf(Path run) {
        try {
            return RunFolder.holdsRun(run) ? Files.readString(run.resolve("config.json")) : "{}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void happen() {
        moments.at(moment++);
    }

    /** An oracle that can fail before and after it answers. */
    private final class Asked implements Oracle {
        private final Oracle oracle;

        Asked(Oracle oracle) {
            this.oracle = oracle;
        }

        @Override
        public Answer annotate(Request request) {
            happen();
            Answer answer = oracle.annotate(request);
            happen();
            return answer;
        }

        @Override
        public BoundStrategy.Hidden hidden(Request request, String bound) {
            happen();
            return oracle.hidden(request, bound);
        }
    }

    /** Sees in an image what follows from its name; a moment for each. */
    private final class MadeUpDescriber implements ImageDescriber {
        @Override
        public String kind() {
            return "names";
        }

        @Override
        public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
            for (ImageRecord image : images) {
                happen();
                sink.accept(image.id(), map(image.id()));
            }
        }
    }

    static FeatureMap map(ImageId image) {
        SplittableRandom random = new SplittableRandom(image.hashCode());
        float[] values = new float[6 * 4 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new FeatureMap(new FeatureMap.Grid(4, 6, 20, 20), SIZE, values);
    }

    /** Trains in steps, each of which ends in a checkpoint. */
    private final class MadeUpTrainer implements DetectorTrainer {
        @Override
        public Outcome train(Task task) {
            tasks.add(task);
            Path checkpoint = task.folder().resolve("checkpoint/step");
            Path weights = shared == null ? task.folder().resolve("weights/last") : shared;
            try {
                Files.createDirectories(checkpoint.getParent());
                Files.createDirectories(weights.getParent());
                int done = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
                for (int step = done + 1; step <= STEPS; step++) {
                    happen();
                    write(checkpoint, Integer.toString(step));
                }
                write(weights.resolveSibling("classes"), String.join("\n", classes(task)));
                write(weights, hash(task));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Outcome(true, weights, Map.of("total", (double) task.seed()));
        }

        private List<String> classes(Task task) {
            return task.images().labeled().classes().names();
        }

        private String hash(Task task) throws IOException {
            String previous = task.previous() == null
                    ? "none"
                    : Files.readString(task.previous().weights());
            return Long.toString((DatasetHash.of(task.images().labeled()) + previous).hashCode() + task.seed());
        }

        private void write(Path file, String text) {
            WholeFile.writeText(file, text);
        }

        @Override
        public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
            try {
                return new MadeUpDetector(
                        Long.parseLong(Files.readString(weights)),
                        new ClassNames(Files.readAllLines(weights.resolveSibling("classes"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ImageDescriber describer() {
            describers++;
            return new MadeUpDescriber();
        }

        @Override
        public void tidy(Path training) {
            happen();
            new RunFiles(training).delete("checkpoint");
        }
    }

    private final class MadeUpDetector implements PoolDetector {
        private final long weights;
        private final ClassNames classes;

        MadeUpDetector(long weights, ClassNames classes) {
            this.weights = weights;
            this.classes = classes;
        }

        @Override
        public ClassNames classes() {
            return classes;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return EvidencePart.all();
        }

        @Override
        public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
            return FixedBatches.of(images, BATCH);
        }

        @Override
        public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
            for (List<ImageRecord> batch : batches(images.subList(0, images.size() - passedOver))) {
                for (ImageRecord image : batch) {
                    happen();
                    sink.accept(image.id(), found(image, batch.get(0), view));
                }
            }
        }

        private Detections found(ImageRecord image, ImageRecord company, View view) {
            SplittableRandom random = new SplittableRandom(
                    weights ^ image.id().hashCode() ^ 31L * view.name().hashCode());
            int count = random.nextInt(mostFound + 1);
            float[] boxes = new float[4 * count];
            int[] indices = new int[count];
            int length = classes.count() + 1;
            float[] confidences = new float[count];
            float[] probabilities = new float[length * count];
            for (int i = 0; i < count; i++) {
                boxes[4 * i + 2] = 20 + 10 * random.nextInt(5);
                boxes[4 * i + 3] = 30 + 10 * random.nextInt(5);
                indices[i] = random.nextInt(classes.count());
                confidences[i] = 0.5f + (company.id().hashCode() & 0xff) / 1024f;
                Arrays.fill(probabilities, length * i, length * (i + 1), (1 - confidences[i]) / classes.count());
                probabilities[length * i + 1 + indices[i]] = confidences[i];
            }
            Detections.Evidence evidence =
                    new Detections.Evidence(probabilities, boxes.clone(), new float[2 * count], new float[4 * count]);
            return new Detections(boxes, indices, confidences, evidence);
        }

        @Override
        public void close() {}
    }

    /** A listener that notes what it hears. */
    static LoopListener noting(List<String> heard) {
        return new LoopListener() {
            @Override
            public void began(int cycle, CycleStage stage, int images) {
                heard.add(cycle + " " + stage.word() + " " + images);
            }

            @Override
            public void finished(CycleRecord record) {
                heard.add(record.cycle() + " finished");
            }
        };
    }
}
