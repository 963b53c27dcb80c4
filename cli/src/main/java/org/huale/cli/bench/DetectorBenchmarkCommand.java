package org.huale.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.problem.HualeException;
import org.huale.torch.DetectorBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers each line {@code measure CASE} of standard input with the milliseconds of one repetition. */
@Command(name = "detector", description = "Times detection and training steps for bench/compare_detector.py.")
final class DetectorBenchmarkCommand implements Callable<Integer> {
    private static final String VERB = "measure ";

    @Spec
    private CommandSpec spec;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "What the rival's --save-work left.")
    private Path work;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cuda or cuda:n.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Threads of one operation.")
    private int threads;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DetectorBenchmark benchmark = new DetectorBenchmark(work, device, threads)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(answer(benchmark, line.strip()));
                out.flush();
            }
        }
        return ExitCode.DONE;
    }

    private static String answer(DetectorBenchmark benchmark, String line) {
        if (!line.startsWith(VERB)) {
            return "error not understood: " + line;
        }
        try {
            return String.format(Locale.ROOT, "%.3f", benchmark.milliseconds(line.substring(VERB.length())));
        } catch (HualeException e) {
            return "error " + e.getMessage();
        }
    }
}
