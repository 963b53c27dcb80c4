package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huale.image.ImageIoReader;
import org.huale.loop.RunFolder;
import org.huale.loop.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.html.HtmlReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "It needs no network. Beside it: comparison.md, cycles.csv and PNG files of the curves. A run that is not finished is"
                    + " shown as far as it has come."
        })
final class ReportCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ReportCommand.class);

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Run folders, or folders with runs somewhere in them.")
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
            description = "Strategy or arm that the others are held against (default: random with the same loss).")
    private @Nullable String reference;

    @Option(
            names = "--gallery",
            paramLabel = "N",
            description =
                    "Chosen images shown for each cycle of each run, 0 for none (default: 24, fewer for many runs).")
    private @Nullable Integer gallery;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** What {@code --json} prints. */
    record Output(String report, List<String> runs) {}

    @Override
    public Integer call() {
        if (gallery != null && gallery < 0) {
            throw new HualeException("--gallery must be at least 0, got " + gallery);
        }
        List<Path> found = RunSearch.in(folders);
        List<RunHistory> runs = found.stream().map(RunFolder::read).toList();
        HtmlReport.Options options = new HtmlReport.Options(figure, reference, gallery, ImageIoReader.defaults());
        Optional<String> obstacle = HtmlReport.of(runs, options).writeWithFiles(out);
        obstacle.ifPresent(LOG::warn);
        print(found);
        return ExitCode.DONE;
    }

    private void print(List<Path> found) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(
                    writer,
                    new Output(
                            out.toString(), found.stream().map(Path::toString).toList()));
        } else {
            writer.println(out + ": " + found.size() + (found.size() == 1 ? " run" : " runs")
                    + "; open it in a browser. Numbers and pictures are beside it.");
        }
    }
}
