package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.loop.ActiveLearningLoop;
import org.huale.loop.CycleRecord;
import org.huale.loop.PredictionStore;
import org.huale.loop.RunEnding;
import org.huale.loop.RunFolder;
import org.huale.loop.RunSummary;
import org.huale.metric.CocoEvaluator;
import org.huale.metric.VocEvaluator;
import org.huale.problem.HualeException;
import org.huale.torch.TorchDetectorTrainer;
import org.huale.torch.TorchEnvironment;
import org.huale.torch.TrainingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** A configuration and its data, made into a loop. */
final class RunSession {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    private final RunConfig config;
    private final CommandSpec spec;
    private final Dataset pool;
    private final Dataset test;
    private final Consumer<CycleRecord> sink;

    RunSession(RunConfig config, CommandSpec spec) {
        this(config, spec, record -> {});
    }

    /** @param sink gets every cycle that ends while the session works */
    RunSession(RunConfig config, CommandSpec spec, Consumer<CycleRecord> sink) {
        this.config = config;
        this.spec = spec;
        this.sink = sink;
        this.test = read(config.data().testLocator());
        this.pool = config.data().poolIsPlain()
                ? plain(Path.of(config.data().pool()), test.classes())
                : read(config.data().poolLocator());
        requireSameClasses();
    }

    Dataset pool() {
        return pool;
    }

    Dataset test() {
        return test;
    }

    /** What the run is, for its folder. */
    RunSummary summary(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new RunSummary(
                String.valueOf(name),
                pool.name(),
                config.strategy().name(),
                config.lossName(),
                config.seed(),
                pool.classes().names(),
                ConfigJson.write(config),
                origin(spec));
    }

    /** Works on the run until something ends it. */
    RunEnding run(RunFolder folder) {
        PrintWriter err = spec.commandLine().getErr();
        try (Termination termination = Termination.awaited();
                RunProgress progress = new RunProgress(config.trainingConfig(), err, sink)) {
            TorchDetectorTrainer trainer = TorchDetectorTrainer.reportingTo(progress, termination.signal(), setup());
            ActiveLearningLoop.Parts parts = new ActiveLearningLoop.Parts(
                    trainer,
                    config.strategy().strategy(),
                    config.oracle().oracle(pool, folder),
                    List.of(new VocEvaluator(config.threads()), new CocoEvaluator(config.threads())),
                    PredictionStore.local());
            RunEnding ending = new ActiveLearningLoop(
                            parts,
                            new ActiveLearningLoop.Data(pool, config.initial(), test),
                            config.loop(),
                            new ActiveLearningLoop.Surroundings(folder, progress, termination.signal()::raised))
                    .run();
            if (ending instanceof RunEnding.Stopped) { // said here: once the termination is closed, the JVM is gone
                LOG.info("stopped; 'huale resume {}' goes on", folder.path());
            }
            return ending;
        }
    }

    private TorchDetectorTrainer.Setup setup() {
        return new TorchDetectorTrainer.Setup(
                config.trainingConfig(), firstWeights(), config.evaluation().batchSize(), Map.of());
    }

    private TrainingRequest.FirstWeights firstWeights() {
        RunConfig.Weights weights = config.weights();
        if (weights.mode() == RunConfig.Weights.Mode.SCRATCH) {
            return TrainingRequest.FirstWeights.random();
        }
        return new TrainingRequest.FirstWeights(
                file(weights.backbone()).orElse(null), file(weights.detector()).orElse(null));
    }

    private static Optional<Path> file(String name) {
        return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
    }

    /** How this process came to the run. */
    static Map<String, String> origin(CommandSpec spec) {
        Map<String, String> origin = Invocation.of(spec);
        origin.put(
                "startedAt",
                java.time.Instant.now()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString());
        origin.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        origin.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        MachineReport machine = MachineReport.inspect();
        origin.put("cpu", machine.cpu() + ", " + machine.cores() + " cores");
        TorchEnvironment torch = TorchEnvironment.inspect();
        origin.put("libtorch", torch.libtorch() + ", " + torch.cpuCapability());
        return origin;
    }

    private void requireSameClasses() {
        if (!pool.classes().equals(test.classes())) {
            TreeSet<String> odd = new TreeSet<>(pool.classes().names());
            odd.addAll(test.classes().names());
            odd.removeIf(name -> pool.classes().indexOf(name).isPresent()
                    && test.classes().indexOf(name).isPresent());
            throw new HualeException("data.pool and data.test must have the same classes in the same order; "
                    + (odd.isEmpty() ? "the order differs" : "not in both: " + odd));
        }
    }

    /** A folder of images, of which it is only known what may be in them. */
    private static Dataset plain(Path folder, ClassNames classes) {
        Dataset images = NamedData.readPlain(folder);
        return new Dataset(images.name(), classes, images.images());
    }

    private static Dataset read(DatasetLocator locator) {
        return NamedData.read(locator).dataset();
    }
}
