package org.huale.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.huale.acquire.StrategyChoice;
import org.huale.app.data.NamedData;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.app.run.RunPlan;
import org.huale.cli.ExitCode;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetHash;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.geometry.Box;
import org.huale.loop.ActiveLearningLoop;
import org.huale.loop.LoopListener;
import org.huale.loop.LoopOptions;
import org.huale.loop.PredictionStore;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.report.html.HtmlReport;
import org.huale.storage.FileHashes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A run over a pool of many real files, with made-up training, detections and annotations, until people would have to
 * annotate after its second cycle.
 */
@Command(
        name = "run",
        description =
                "Takes a run over many small files with a made-up detector; prints time and peak heap of each step.")
final class RunBenchmark implements Callable<Integer> {
    private static final int OBJECTS = 5;
    private static final int FEATURES = 64;
    private static final int CYCLES = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--images", paramLabel = "N", defaultValue = "1000000", description = "Size of the pool.")
    private int images;

    @Option(names = "--budget", paramLabel = "N", defaultValue = "1000", description = "Images to hand out.")
    private int budget;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = StrategyChoice.USUAL,
            description = "As in a run.")
    private String strategy;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files and the run.")
    private Path out;

    @Override
    public Integer call() {
        StepMeter meter = new StepMeter(spec.commandLine().getOut());
        LinkedPool pool = new LinkedPool(out);
        meter.of("make", () -> {
            pool.make(images);
            return pool;
        });
        RunConfig config = config(pool);
        Dataset plain = meter.of("list", () -> NamedData.readPlain(pool.images()));
        Dataset test = RunData.read(config.data(), true).test();
        RunData data = new RunData(new Dataset(plain.name(), test.classes(), plain.images()), test);
        meter.of("hash", () -> DatasetHash.of(data.pool()));
        meter.of("contents", () -> hashed(data.pool()));
        meter.of("contents 2", () -> hashed(data.pool()));
        meter.of("dry run", () -> RunPlan.of(config, data));
        run(config, data, meter);
        meter.begin("go on");
        run(config, data, new StepMeter(new PrintWriter(Writer.nullWriter())));
        meter.end();
        meter.of("report", () -> {
            HtmlReport.of(List.of(RunFolder.read(runFolder())), HtmlReport.Options.defaults())
                    .writeWithFiles(out.resolve("report.html"));
            return out;
        });
        return ExitCode.DONE;
    }

    /** Hashes of all files, by what is remembered of them. */
    private int hashed(Dataset pool) {
        FileHashes hashes = FileHashes.in(out.resolve("hashes"), Clock.systemUTC());
        try {
            for (ImageRecord image : pool.images()) {
                hashes.of(image.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hashes.keep();
        return pool.size();
    }

    private Path runFolder() {
        return out.resolve("run");
    }

    private RunConfig config(LinkedPool pool) {
        Settings settings = new Settings();
        List.of(
                        "data.pool=" + pool.images(),
                        "data.test=voc:" + pool.drawn() + ":test",
                        "initial.images=" + budget,
                        "budget=" + budget,
                        "cycles=" + CYCLES,
                        "strategy=" + strategy,
                        "oracle=files")
                .forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private void run(RunConfig config, RunData data, StepMeter meter) {
        try (RunFolder folder = RunFolder.holdsRun(runFolder())
                ? RunFolder.open(runFolder())
                : RunFolder.create(runFolder(), config.summary("run", data.pool(), Map.of()))) {
            meter.begin("initial");
            RunEnding ending = loop(config, data, folder, new Steps(meter)).run();
            meter.end();
            if (!(ending instanceof RunEnding.Waiting)) {
                throw new IllegalStateException("the run was to wait for people and ended: " + ending);
            }
        }
    }

    private static ActiveLearningLoop loop(RunConfig config, RunData data, RunFolder folder, LoopListener listener) {
        FilesOracle people = new FilesOracle(
                        data.pool().classes(),
                        folder::exchange,
                        new FilesOracle.Options(DatasetFormat.named("coco"), ""),
                        FilesOracle.Guesses.NONE)
                .among(data.pool().images().stream().map(ImageRecord::id).toList());
        return new ActiveLearningLoop(
                new ActiveLearningLoop.Parts(
                        new MadeUpTrainer(data),
                        StrategyChoice.named(config.strategy().name()).strategy(),
                        new FirstAnswers(people, data.pool().classes().count()),
                        List.of(new VocEvaluator(1), new CocoEvaluator(1)),
                        PredictionStore.local()),
                new ActiveLearningLoop.Data(data.pool(), InitialSet.drawn(config.budget()), data.test()),
                new LoopOptions(0, config.budget(), CYCLES, 0, 0, false, LoopOptions.Keep.defaults()),
                new ActiveLearningLoop.Context(folder, listener, () -> false));
    }

    /** Each stage of each cycle is a step. */
    private record Steps(StepMeter meter) implements LoopListener {

        @Override
        public void began(int cycle, CycleStage stage, int images) {
            meter.end();
            meter.begin(stage.word() + " " + cycle);
        }

        @Override
        public void ended(int cycle, CycleStage stage, double seconds) {
            meter.end();
            meter.begin("after " + stage.word());
        }
    }

    /** Learns nothing and finds something in every image. */
    private record MadeUpTrainer(RunData data) implements DetectorTrainer {

        @Override
        public Outcome train(Task task) {
            Path weights = task.folder().resolve("weights/last.made-up");
            try {
                Files.createDirectories(weights.resolveSibling(""));
                Files.writeString(weights, "cycle " + task.cycle() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Outcome(true, weights, Map.of("total", 1.0));
        }

        @Override
        public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
            return new SyntheticDetector(data.pool().classes(), OBJECTS, FEATURES);
        }
    }

    /** Annotates until the first cycle is over; then it is people's turn. */
    private record FirstAnswers(Oracle people, int classes) implements Oracle {

        @Override
        public Answer annotate(Request request) {
            if (request.cycle() > 0) {
                return people.annotate(request);
            }
            Map<ImageId, List<Annotation>> all = new HashMap<>();
            for (ImageRecord image : request.images()) {
                all.put(image.id(), List.of(Annotation.of(new Box(2, 2, 40, 40), all.size() % classes)));
            }
            return new Complete(all);
        }

        @Override
        public boolean asksPeople() {
            return true;
        }
    }
}
