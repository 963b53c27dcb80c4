package org.huale.cli.detector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huale.app.data.PoolReading;
import org.huale.app.process.Termination;
import org.huale.app.run.RunData;
import org.huale.cli.ExitCode;
import org.huale.cli.UnusedOptions;
import org.huale.dataset.FlatNames;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.revision.ClassRenumbering;
import org.huale.storage.FileIdentity;
import org.huale.storage.InputFile;
import org.huale.web.desk.Secrets;
import org.huale.web.guess.DetectorFile;
import org.huale.web.guess.PoolGuesser;
import org.huale.web.guess.PoolNames;
import org.huale.web.server.GuessServer;
import org.huale.web.server.LabelServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives Label Studio guesses on demand, in projects that people made themselves. */
@Command(
        name = "serve-guesses",
        description = {
            "Serves a detector's guesses to Label Studio, as an ML backend, until Ctrl-C: the newest detector of a run, or"
                    + " weights and the images that they are asked for.",
            "Images are found by name among the pool's; no other file is read, and no address is asked. It listens to this"
                    + " machine alone."
        })
public final class ServeGuessesCommand implements Callable<Integer> {
    private static final String VARIABLE = "HUALE_GUESSES_PASSWORD";
    private static final Duration PATIENCE = Duration.ofSeconds(80); // of the 100 that Label Studio waits

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run folder: its newest detector, and the images of its pool.")
    private @Nullable Path run;

    @Option(names = "--weights", paramLabel = "FILE", description = "Without RUN: weights of a detector.")
    private @Nullable Path weights;

    @Option(
            names = "--data",
            paramLabel = "POOL",
            description = "Without RUN: a folder of images, voc:DIR[:SPLIT] or another data set.")
    private @Nullable String data;

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "Confidence from which something found is a guess (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9090",
            description = "Port (default: ${DEFAULT-VALUE}; 0 for any that is free).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description =
                    "Let others in, through this address of the machine, such as 0.0.0.0 for all. They need the password"
                            + " in the environment's " + VARIABLE
                            + ", or one that is made and printed (default: this machine"
                            + " alone).")
    private String host;

    @Option(
            names = "--known-as",
            paramLabel = "NAME",
            description = "With --host: a further name by which Label Studio reaches it, or the whole address of a"
                    + " proxy that encrypts, such as https://guesses.example.org; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new HualeException("--threshold: must be in [0, 1], got " + threshold);
        }
        requireOneSource();
        requireHost();
        LabelServer.Place place = new LabelServer.Place(host, port, names);
        PoolGuesser guesser = prepared(); // with nothing to close in order yet, so that a signal ends it at once
        try (Termination termination = Termination.awaited();
                guesser;
                GuessServer server = server(guesser, place)) {
            if (termination.signal().raised()) {
                return ExitCode.DONE;
            }
            say("Guesses at " + server.address() + " for Label Studio: Settings, Model, Connect Model   (Ctrl-C ends)");
            termination.await();
            return ExitCode.DONE;
        }
    }

    private void requireOneSource() {
        boolean own = weights != null && data != null;
        if (run == null ? !own : weights != null || data != null) {
            throw new HualeException("name a run folder, or --weights and --data");
        }
    }

    /** On this machine alone nobody needs another name of it; who gives one believes that others are let in. */
    private void requireHost() {
        if (host.isBlank()) {
            new UnusedOptions(spec).refuse("--host ADDRESS, which lets others in", Stream.of("--known-as"));
        }
    }

    /** With its detector open: mistaken options end the command here, and not every answer. Takes long where there is much to read. */
    private PoolGuesser prepared() {
        PoolGuesser guesser = guesser();
        try {
            guesser.prepare();
            return guesser;
        } catch (RuntimeException e) {
            guesser.close();
            throw e;
        }
    }

    private PoolGuesser guesser() {
        Supplier<Optional<DetectorFile>> newest = newest();
        return new PoolGuesser(images(), new PoolGuesser.Setup(newest, this::open, threshold, PATIENCE));
    }

    /** Of a run, as it knows them: of several data sets it gives images names of its own, and its pool may grow. */
    private Supplier<FlatNames> images() {
        Path folder = run;
        if (folder != null) {
            return new PoolNames(
                    folder.resolve(RunContents.POOL_IMAGES),
                    () -> FlatNames.of(RunData.of(folder).pool().images()));
        }
        FlatNames images =
                FlatNames.of(PoolReading.read(String.valueOf(data)).dataset().images());
        return () -> images;
    }

    private Supplier<Optional<DetectorFile>> newest() {
        Path folder = run;
        if (folder != null) {
            RunFolder.requireRun(folder);
            return () -> newest(folder);
        }
        Path file = Path.of(String.valueOf(weights));
        InputFile.obstacle(file).ifPresent(why -> {
            throw new HualeException(file + ": " + why + "; weights are needed here");
        });
        DetectorFile only = new DetectorFile("huale-" + FileIdentity.hash(file).substring(0, 8), file);
        return () -> Optional.of(only);
    }

    private static Optional<DetectorFile> newest(Path folder) {
        for (int cycle = RunFolder.cyclesEnded(folder); cycle >= 0; cycle--) { // the last one may have trained already
            String version = "huale-cycle-" + cycle;
            Optional<Path> trained = RunFolder.weights(folder, cycle);
            if (trained.isPresent()) {
                ClassRenumbering classes = RunFolder.classes(folder).since(cycle);
                return trained.map(file -> new DetectorFile(version, file, Optional.of(classes)));
            }
        }
        return Optional.empty();
    }

    private PoolGuesser.Model open(DetectorFile file) {
        DetectorSource wanted = detector.asked(file.weights());
        DetectorProvider provider = DetectorProviders.of(wanted);
        return new PoolGuesser.Model(provider.open(wanted), provider.reader());
    }

    private GuessServer server(PoolGuesser guesser, LabelServer.Place place) {
        String password = host.isBlank() ? "" : password(place);
        return GuessServer.start(guesser, place, password);
    }

    private String password(LabelServer.Place place) {
        String set = System.getenv(VARIABLE);
        if (set != null && !set.isBlank()) {
            return set.strip();
        }
        String made = Secrets.fresh(24);
        say("User huale, password " + made + " (until it ends; the environment's " + VARIABLE + " sets one)."
                + (place.isEncrypted() ? "" : " The connection is not encrypted."));
        return made;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
