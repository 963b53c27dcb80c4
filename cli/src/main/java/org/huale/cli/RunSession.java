package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.Signatures;
import org.huale.config.ConfigJson;
import org.huale.detect.Companion;
import org.huale.image.ImageIoReader;
import org.huale.loop.ActiveLearningLoop;
import org.huale.loop.CycleRecord;
import org.huale.loop.PredictionStore;
import org.huale.loop.RunEnding;
import org.huale.loop.RunFolder;
import org.huale.loop.RunSummary;
import org.huale.metric.CocoEvaluator;
import org.huale.metric.VocEvaluator;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
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
    private final RunData data;
    private final Consumer<CycleRecord> sink;

    RunSession(RunConfig config, CommandSpec spec) {
        this(config, spec, record -> {});
    }

    /** @param sink gets every cycle that ends while the session works */
    RunSession(RunConfig config, CommandSpec spec, Consumer<CycleRecord> sink) {
        this.config = config;
        this.spec = spec;
        this.sink = sink;
        this.data = RunData.read(config.data());
    }

    /**
     * Begins the run in the folder, or goes on with it where the folder holds the very same.
     *
     * @throws HualeException naming the keys that differ where it holds another
     */
    RunFolder open(Path folder) {
        return RunFolder.holdsRun(folder) ? goOn(folder) : RunFolder.create(folder, summary(folder));
    }

    private RunFolder goOn(Path folder) {
        RunFolder opened = RunFolder.open(folder);
        boolean same = false;
        try {
            new FrozenRun(folder).requireSame(config);
            tellOfOtherArithmetic(folder);
            opened.resumed(origin(), ConfigJson.write(config));
            same = true;
            return opened;
        } finally {
            if (!same) {
                opened.close();
            }
        }
    }

    /** Takes the first cycle over from another run, unless it was begun. */
    void takeFirstCycle(RunFolder opened, Path other) {
        List<Companion> theirs =
                new FrozenRun(other).config(null).strategy().strategy().companions();
        List<Companion> ours = config.strategy().strategy().companions();
        if (!theirs.equals(ours)) {
            throw new HualeException(other + ": its first cycle cannot be taken: trained beside its detector were "
                    + theirs + ", wanted are " + ours);
        }
        boolean begun = RunFolder.hasBegunFirstCycle(opened.path());
        opened.takeFirstCycle(other);
        if (!begun) {
            tellOfOtherArithmetic(other);
        }
    }

    /** Results of both machines are good, so that work goes on, but whoever compares bits must know. */
    private void tellOfOtherArithmetic(Path run) {
        arithmetic()
                .notice(run, RunFolder.processes(run))
                .ifPresent(spec.commandLine().getErr()::println);
    }

    private Arithmetic arithmetic() {
        return TorchEnvironment.inspect().arithmetic(config.device(), config.threads());
    }

    /** What the run is, for its folder. */
    RunSummary summary(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new RunSummary(
                String.valueOf(name),
                data.pool().name(),
                config.strategy().name(),
                config.lossName(),
                config.seed(),
                data.pool().classes().names(),
                ConfigJson.write(config),
                origin());
    }

    /** Works on the run until something ends it. */
    RunEnding run(RunFolder folder) {
        PrintWriter err = spec.commandLine().getErr();
        try (Termination termination = Termination.awaited();
                RunProgress progress = new RunProgress(config.trainingConfig(), err, sink)) {
            TorchDetectorTrainer trainer = TorchDetectorTrainer.reportingTo(progress, termination.signal(), setup());
            ActiveLearningLoop.Parts parts = new ActiveLearningLoop.Parts(
                    trainer,
                    strategy(folder),
                    config.oracle().oracle(data.pool(), folder),
                    List.of(new VocEvaluator(config.threads()), new CocoEvaluator(config.threads())),
                    PredictionStore.local());
            RunEnding ending = new ActiveLearningLoop(
                            parts,
                            new ActiveLearningLoop.Data(data.pool(), config.initial(), data.test()),
                            config.loop(),
                            new ActiveLearningLoop.Surroundings(folder, progress, termination.signal()::raised))
                    .run();
            if (ending instanceof RunEnding.Stopped) { // said here: once the termination is closed, the JVM is gone
                LOG.info("stopped; 'huale resume {}' goes on", folder.path());
            }
            return ending;
        }
    }

    private AcquisitionStrategy strategy(RunFolder folder) {
        Signatures signatures = Signatures.in(folder.path().resolve(Signatures.FILE), ImageIoReader.defaults());
        return DistinctStrategy.of(
                config.strategy().strategy(), config.selection().nearDuplicates(), signatures);
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
    private Map<String, String> origin() {
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
        origin.putAll(arithmetic().provenance());
        return origin;
    }
}
