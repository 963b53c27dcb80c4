package org.huale.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.cli.detector.ComputingOptions;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.WorkClock;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers each line {@code measure CASE} of standard input with the milliseconds of one repetition. */
@Command(
        name = "detector",
        description = {
            "Times detection and training for bench/compare_detector.py, on what its --work holds: work of one kind of detector.",
            "Or with --weights a detector of whatever kind on noise: infer:BATCH detects, train is an iteration of its training."
        })
final class DetectorBenchmarkCommand implements Callable<Integer> {
    private static final String VERB = "measure ";

    @Spec
    private CommandSpec spec;

    @Option(names = "--work", paramLabel = "DIR", description = "What the rival's --save-work left.")
    private @Nullable Path work;

    @Option(names = "--kind", paramLabel = "NAME", defaultValue = "faster-rcnn", description = "Whose work that is.")
    private String kind;

    @Option(names = "--weights", paramLabel = "FILE", description = "Weights of a detector of whatever kind.")
    private @Nullable Path weights;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Before --weights are timed (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Mixin
    private ComputingOptions detector = new ComputingOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DetectorProvider.TimedWork timed = timed()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(answer(timed, line.strip()));
                out.flush();
            }
        }
        return ExitCode.DONE;
    }

    private DetectorProvider.TimedWork timed() {
        Path named = work;
        Path file = weights;
        if (named != null && file == null) {
            return workOfItsOwn(named);
        }
        if (named == null && file != null) {
            return DetectorTiming.open(detector.asked(file), new WorkClock(Duration.ofSeconds(warmUp)));
        }
        throw new HualeException("bench detector takes either --work or --weights");
    }

    private DetectorProvider.TimedWork workOfItsOwn(Path named) {
        return DetectorProviders.all().stream()
                .filter(it -> it.kind().equals(kind))
                .flatMap(it -> it.timedWork(named, detector.place()).stream())
                .findFirst()
                .orElseThrow(() -> new HualeException("--kind " + kind + ": has no work to time; give --weights"));
    }

    private static String answer(DetectorProvider.TimedWork timed, String line) {
        if (!line.startsWith(VERB)) {
            return "error not understood: " + line;
        }
        try {
            return String.format(Locale.ROOT, "%.3f", timed.milliseconds(line.substring(VERB.length())));
        } catch (HualeException e) {
            return "error " + e.getMessage();
        }
    }
}
