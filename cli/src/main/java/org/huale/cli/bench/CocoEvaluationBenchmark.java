package org.huale.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.result.CocoResultReader;
import org.huale.metric.result.CocoTruthReader;
import org.huale.metric.result.NumberedTruth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads the files and prints how long that took, then evaluates once for each line of standard input, which holds the
 * number of threads, and prints seconds and figures. The script on the other side takes turns with its rivals.
 */
@Command(
        name = "coco-eval",
        mixinStandardHelpOptions = true,
        description = "Times COCO evaluation for bench/coco_eval.py.")
final class CocoEvaluationBenchmark implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "COCO annotation file.")
    private Path truth;

    @Option(names = "--detections", required = true, paramLabel = "FILE", description = "COCO result file.")
    private Path detections;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        NumberedTruth numbered = CocoTruthReader.read(truth);
        EvaluationInput input = new EvaluationInput(
                numbered.table(), CocoResultReader.read(detections, numbered).detections());
        answer(Map.of("seconds", secondsSince(start)));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answer(timed(input, Integer.parseInt(line.strip())));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> timed(EvaluationInput input, int threads) {
        long start = System.nanoTime();
        Evaluation evaluation = new CocoEvaluator(threads).evaluate(input);
        return Map.of("seconds", secondsSince(start), "figures", evaluation.figures());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void answer(Map<String, ?> values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(new JsonMapper().writeValueAsString(values));
        out.flush();
    }
}
