package org.huale.cli.detector;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huale.app.data.NamedData;
import org.huale.app.process.Termination;
import org.huale.app.train.TrainConfig;
import org.huale.app.train.TrainSession;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.Version;
import org.huale.cli.progress.ProgressReporter;
import org.huale.cli.progress.TrainingBar;
import org.huale.cli.progress.TrainingLog;
import org.huale.config.Settings;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.Rendezvous;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingOutcome;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a detector into a folder. */
@Command(
        name = "train",
        description = {
            "Trains a detector. The folder given by --out gets the weights, metrics and checkpoints.",
            "Ctrl-C saves a checkpoint after the current iteration; --resume continues from it with bit-identical results on the same machine."
        })
public final class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATASET",
            description =
                    "Images to learn from, such as voc:DIR[:SPLIT], coco:ANNOTATIONS.json[:IMAGES_DIR] or cvat:FILE.xml.")
    private String data;

    @Option(
            names = "--val",
            paramLabel = "DATASET",
            description = "Images to judge the detector on after each epoch; the best weights are kept.")
    private @Nullable String validation;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for everything that comes of it.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of options; see KEY=VALUE.")
    private @Nullable Path config;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "One of small-resnet-fpn, resnet18-fpn, resnet34-fpn, resnet50-fpn, resnet101-fpn,"
                    + " mobilenet-v3-fpn, mobilenet-v3-320-fpn, mobilenet-v2-fpn, efficientnet-lite0-fpn (default: "
                    + TrainConfig.USUAL_MODEL + "), or of another kind of detector"
                    + " that is on the class path and can be trained.")
    private @Nullable String model;

    @Option(
            names = "--backbone-weights",
            paramLabel = "FILE",
            description = "Weights of a classification network to begin with, .pth or .safetensors.")
    private @Nullable Path backboneWeights;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Weights of a whole detector to begin with, such as torchvision's for COCO; what depends on its"
                            + " classes starts from scratch where they are others.")
    private @Nullable Path weights;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:n (default: cpu).")
    private @Nullable String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the network (default: HUALE_THREADS, else all processors).")
    private @Nullable Integer threads;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description =
                    "Processes that train together, each on batches of its own (default: 1). Without --rendezvous all"
                            + " are started on this machine, with --threads each (default: their share of the processors).")
    private @Nullable Integer processes;

    @Option(
            names = "--rendezvous",
            paramLabel = "HOST:PORT",
            description =
                    "Train with processes of other machines: where rank 0 listens. The same command is given on each"
                            + " machine, with another --rank.")
    private @Nullable String rendezvous;

    @Option(names = "--rank", paramLabel = "R", description = "Number of this process, from 0; rank 0 writes.")
    private @Nullable Integer rank;

    @Option(names = "--world", paramLabel = "N", description = "Number of processes that meet.")
    private @Nullable Integer world;

    @Option(names = "--seed", paramLabel = "N", description = "All randomness follows from it (default: 0).")
    private @Nullable Long seed;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default: 12).")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images an iteration, of each process (default: 2).")
    private @Nullable Integer batch;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate (default: 0.0025).")
    private @Nullable Double learningRate;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "One of standard, emphasis, scale-control, factors, factors-eiou, paper (default: standard);"
                    + " its parts are keys below training.loss.")
    private @Nullable String loss;

    @Option(names = "--resume", description = "Go on with the training in --out.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Delete the training in --out, once the new one can begin.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "Any option by its key under config in config.json, such as training.sgd.momentum=0.95,"
                    + " training.schedule.kind=cosine or detector.transform.minSize=480.")
    private List<String> assignments = new ArrayList<>();

    @Override
    public Integer call() {
        FirstWeights first = new FirstWeights(backboneWeights, weights);
        TrainSession session = new TrainSession(TrainConfig.of(settings(), first), first);
        SingleTraining task = task();
        if (resume) {
            session.tellOfOtherArithmetic(task, spec.commandLine().getErr()::println);
        }
        try (Termination termination = Termination.awaited()) {
            TrainingOutcome outcome = run(session, task, termination.signal());
            if (rank == null || rank == 0) { // the others have nothing to tell of
                report(outcome);
            }
            // a signal to this very process ends it with a code of its own
            return outcome.complete() ? ExitCode.DONE : ExitCode.INTERRUPTED;
        }
    }

    private TrainingOutcome run(TrainSession session, SingleTraining task, StopSignal stop) {
        TrainingRecipe recipe = session.config().training();
        TrainingLog log = new TrainingLog(LOG, recipe);
        if (!ProgressReporter.onTerminal()) {
            return session.run(task, log, stop);
        }
        try (TrainingBar bar = new TrainingBar(log, spec.commandLine().getErr(), recipe.imagesAnIteration())) {
            return session.run(task, bar, stop);
        }
    }

    private SingleTraining task() {
        return new SingleTraining(
                read(data),
                validation == null ? null : read(validation),
                out,
                opening(),
                meeting(),
                Version.invocation(spec).provenance());
    }

    private @Nullable Rendezvous meeting() {
        if (rendezvous == null && rank == null && world == null) {
            return null;
        }
        if (rendezvous == null || rank == null || world == null) {
            throw new HualeException("--rendezvous, --rank and --world go together: where rank 0 listens, the number of"
                    + " this process and how many there are");
        }
        if (processes != null) {
            throw new HualeException("--processes starts processes on this machine; with --rendezvous, --world says how"
                    + " many there are");
        }
        return Rendezvous.at(rendezvous, rank, world);
    }

    private Settings settings() {
        Settings settings = new Settings();
        if (config != null) {
            settings.file(config);
        }
        assignments.forEach(settings::assignment);
        Map<String, @Nullable Object> flags = new LinkedHashMap<>();
        flags.put("detector.name", model);
        flags.put("device", device);
        flags.put("threads", threadsEach(settings));
        flags.put("training.processes", world == null ? processes : world);
        flags.put("seed", seed);
        flags.put("training.loss.preset", loss);
        flags.put("training.epochs", epochs);
        flags.put("training.batchSize", batch);
        flags.put("training.sgd.learningRate", learningRate);
        flags.forEach((key, value) -> {
            if (value != null) {
                settings.value(key, value, "command line");
            }
        });
        return settings;
    }

    /** Processes of one machine share its processors where nobody says how. */
    private @Nullable Integer threadsEach(Settings settings) {
        if (threads != null || processes == null || processes < 2 || settings.mention("threads")) {
            return threads;
        }
        return Math.max(1, DetectorSource.Place.defaultThreads() / processes);
    }

    private TrainingFolder.Opening opening() {
        if (resume && overwrite) {
            throw new HualeException("--resume and --overwrite exclude each other");
        }
        if (resume) {
            return TrainingFolder.Opening.RESUME;
        }
        return overwrite ? TrainingFolder.Opening.OVERWRITE : TrainingFolder.Opening.NEW;
    }

    private static Dataset read(String name) {
        return NamedData.readAnnotated(DatasetLocator.parse(name)).dataset();
    }

    private void report(TrainingOutcome outcome) {
        PrintWriter printer = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(printer, outcome);
            return;
        }
        if (!outcome.complete()) {
            printer.println(stopped(outcome));
        }
        if (outcome.complete() || isTrained(outcome)) {
            printer.println("Weights: " + outcome.lastWeights());
        }
        if (outcome.bestWeights() != null) {
            printer.println("Best weights: " + outcome.bestWeights());
        }
        if (!outcome.figures().isEmpty()) {
            printer.println("Last validation: " + TrainingLog.words(outcome.figures()));
        }
        printer.flush();
    }

    private String stopped(TrainingOutcome outcome) {
        if (isTrained(outcome)) {
            return "Stopped after " + outcome.iterations() + " iterations; --resume continues.";
        }
        boolean begun = opening() == TrainingFolder.Opening.NEW && TrainingFolder.holdsTraining(out);
        return "Stopped before anything was trained; give the same command again" + (begun ? " with --resume." : ".");
    }

    /** False where others were waited for in vain. */
    private static boolean isTrained(TrainingOutcome outcome) {
        return outcome.iterations() > 0 || Files.isRegularFile(outcome.lastWeights());
    }
}
