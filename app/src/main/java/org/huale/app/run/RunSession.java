package org.huale.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.Signatures;
import org.huale.app.guess.RunGuesses;
import org.huale.app.process.Invocation;
import org.huale.app.process.MachineReport;
import org.huale.config.ConfigJson;
import org.huale.detect.Companion;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.training.StopSignal;
import org.huale.image.format.ImageIoReader;
import org.huale.loop.ActiveLearningLoop;
import org.huale.loop.PredictionStore;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.provenance.ThisProcess;

/**
 * A configuration and its data, made into a loop. Needs no terminal: whoever asks for the work hears how it goes, and can stop
 * it at any moment without losing more than the step at hand.
 */
public final class RunSession {
    private final RunConfig config;
    private final Path place;
    private final Context context;
    private final RunData data;
    private final PredictionStore predictions;

    /**
     * What a session works in.
     *
     * @param invocation of the program, for the provenance of the run
     * @param notices gets what a person should know and no result depends on, a line each
     * @param enough share of the images that people are asked for, in (0, 1], that must be finished before the run goes on;
     *     the others stay unlabeled
     */
    public record Context(Invocation invocation, Consumer<String> notices, double enough) {

        /** All images that people are asked for must be finished. */
        public Context(Invocation invocation, Consumer<String> notices) {
            this(invocation, notices, 1);
        }

        /** The same, going on where this share is finished. */
        public Context goingOnAt(double share) {
            return new Context(invocation, notices, share);
        }
    }

    /**
     * @param place the run's folder
     * @throws HualeException where the data cannot be read or do not fit each other, or a cluster is asked for that cannot be used
     */
    public RunSession(RunConfig config, Path place, Context context) {
        this.config = config;
        this.place = place;
        this.context = context;
        this.data = RunData.of(place, config);
        this.predictions = config.predictions().store(config, data.forPlan().pool());
    }

    /**
     * Begins the run in its folder, which holds nothing yet.
     *
     * @throws HualeException where it does, or where the first cycle could not have its detector
     */
    public RunFolder create() {
        config.rehearse(data.pool().classes());
        config.requireBeginning(data.pool().classes());
        return RunFolder.create(place, summary());
    }

    /**
     * Begins the run in its folder, or goes on with it where the folder holds the very same.
     *
     * @throws HualeException naming the keys that differ where it holds another, or where its detectors cannot give what its strategy needs
     */
    public RunFolder open() {
        return RunFolder.holdsRun(place) ? goOn() : create();
    }

    private RunFolder goOn() {
        RunFolder opened = RunFolder.open(place);
        boolean same = false;
        try {
            new FrozenRun(place).requireSame(config);
            config.requireDetectorForWish();
            tellOfOtherArithmetic(place);
            opened.resumed(origin(), ConfigJson.write(config));
            RequestClasses.follow(opened);
            same = true;
            return opened;
        } finally {
            if (!same) {
                opened.close();
            }
        }
    }

    /**
     * Takes the first cycle over from another run, unless it was begun.
     *
     * @throws HualeException naming what differs where the other run could not have the same first cycle
     */
    public void takeFirstCycle(RunFolder opened, Path other) {
        FrozenRun frozen = new FrozenRun(other);
        List<Companion> theirs = frozen.config().strategy().strategy().companions();
        List<Companion> ours = config.strategy().strategy().companions();
        if (!theirs.equals(ours)) {
            throw new HualeException(other + ": its first cycle cannot be taken: trained beside its detector were "
                    + theirs + ", wanted are " + ours);
        }
        boolean begun = RunFolder.hasBegunFirstCycle(opened.path());
        opened.takeFirstCycle(other, frozen.json());
        if (!begun) {
            tellOfOtherArithmetic(other);
        }
    }

    /** Results of both machines are good, so that work goes on, but whoever compares bits must know. */
    private void tellOfOtherArithmetic(Path run) {
        arithmetic().notice(run, RunFolder.processes(run)).ifPresent(context.notices());
    }

    private Arithmetic arithmetic() {
        return config.detector().provider().arithmetic(config.setup().place());
    }

    /** What the run is, for its folder. */
    private RunSummary summary() {
        Path name = place.toAbsolutePath().normalize().getFileName();
        return config.summary(String.valueOf(name), data.pool(), origin());
    }

    /**
     * Works on the run until it is done, waits for people, or is stopped; then it can be opened again and gone on with.
     *
     * @param stop ends the work after the current iteration or image
     */
    public RunEnding run(RunFolder folder, RunListener listener, StopSignal stop) {
        DetectorTrainer trainer = config.detector().training().trainer(config.setup(), listener, stop);
        RunGuesses guesses = new RunGuesses(folder, trainer, config.oracle().guessThreshold(), stop::raised);
        ActiveLearningLoop.Parts parts = new ActiveLearningLoop.Parts(
                trainer,
                strategy(folder, stop),
                config.oracle()
                        .oracle(data.pool(), new OracleChoice.Asking(folder, guesses, context.enough(), stop::raised)),
                List.of(
                        new VocEvaluator(config.threads()),
                        new CocoEvaluator(config.threads(), config.evaluation().maxDetections())),
                predictions);
        return new ActiveLearningLoop(
                        parts,
                        data.forLoop(config),
                        config.loop(),
                        new ActiveLearningLoop.Context(folder, listener, stop::raised))
                .run();
    }

    private AcquisitionStrategy strategy(RunFolder folder, StopSignal stop) {
        Signatures signatures =
                Signatures.in(folder.path().resolve(Signatures.FILE), ImageIoReader.defaults(), stop::raised);
        return DistinctStrategy.of(
                config.strategy().strategy(), config.selection().nearDuplicates(), signatures);
    }

    /** How this process came to the run. */
    private Map<String, String> origin() {
        Map<String, String> origin = context.invocation().provenance();
        origin.putAll(ThisProcess.facts());
        MachineReport machine = MachineReport.inspect();
        origin.put("cpu", machine.cpu() + ", " + machine.cores() + " cores");
        origin.putAll(arithmetic().provenance());
        return origin;
    }
}
