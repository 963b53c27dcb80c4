package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.huale.app.run.RunSearch;
import org.huale.image.format.ImageIoReader;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.html.HtmlReport;
import org.huale.report.plan.ExperimentPlan;
import org.huale.report.table.RunTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows runs side by side. */
@Command(
        name = "report",
        description = {
            "Writes one HTML file that shows runs side by side: learning curves, classes, chosen images with the reasons, costs.",
            "The page needs no network. Next to it: comparison.md, comparison.tex, CSV files and SVG charts. Unfinished runs are"
                    + " shown up to their last completed cycle."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Run folders, folders that contain runs, or cycles.csv files of earlier reports.")
    private List<Path> folders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "File to write, replaced if it is there (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--figure",
            paramLabel = "NAME",
            description =
                    "Figure to compare in, such as AP50 or voc:AP-eleven-point (default: the main one of the runs).")
    private @Nullable String figure;

    @Option(
            names = "--reference",
            paramLabel = "STRATEGY",
            description = "Strategy or arm to compare the others with (default: random with the same loss).")
    private @Nullable String reference;

    @Option(
            names = "--gallery",
            paramLabel = "N",
            description = "Selected images to show per cycle and run, 0 for none (default: 24, fewer for many runs).")
    private @Nullable Integer gallery;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "200",
            description = "Bootstrap resamples of the test images, 0 for none (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--annotation-seconds",
            paramLabel = "FILE",
            description = "Annotation time of each image: a CSV file with the header image,seconds.")
    private @Nullable Path seconds;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "The plan that 'huale benchmark --dry-run --plan' wrote; the report lists deviations from it.")
    private @Nullable Path plan;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** What {@code --json} prints. */
    record Output(String report, List<String> runs) {}

    @Override
    public Integer call() {
        if (gallery != null) {
            AtLeast.zero("--gallery", gallery);
        }
        AtLeast.zero("--bootstrap", resamples);
        List<RunSearch.Found> found = RunSearch.read(folders);
        List<RunHistory> runs = found.stream().map(RunSearch.Found::run).toList();
        HtmlReport.Options options = new HtmlReport.Options(
                figure,
                reference,
                gallery,
                ImageIoReader.defaults(),
                seconds == null ? AnnotationSeconds.UNKNOWN : secondsOf(runs, seconds),
                resamples,
                plan == null ? null : ExperimentPlan.read(plan));
        HtmlReport.of(runs, options).writeWithFiles(out);
        print(found);
        return ExitCode.DONE;
    }

    private AnnotationSeconds secondsOf(List<RunHistory> runs, Path file) {
        requireChosenImages(runs);
        AnnotationSeconds read = AnnotationSeconds.read(file);
        read.gaps(runs, file).forEach(spec.commandLine().getErr()::println);
        return read;
    }

    /** Tables do not say which images were chosen, so that their seconds would be taken for none. */
    private static void requireChosenImages(List<RunHistory> runs) {
        runs.stream().filter(RunTable::isSourceOf).findFirst().ifPresent(run -> {
            throw new HualeException("--annotation-seconds needs the folders of runs: " + RunTable.source(run)
                    + " does not say which images run " + run.summary().name() + " chose");
        });
    }

    private void print(List<RunSearch.Found> found) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(
                    writer,
                    new Output(
                            out.toString(),
                            found.stream().map(RunSearch.Found::source).toList()));
        } else {
            writer.println(out + ": " + found.size() + (found.size() == 1 ? " run" : " runs")
                    + "; open it in a browser. Tables and charts are next to it.");
        }
    }
}
