package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huale.cli.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compares what is there of a benchmark. */
@Command(
        name = "report",
        description = {
            "Compares the runs of a benchmark, finished or not, and writes the report into its folder.",
            "Takes the options of 'huale report' except --out."
        })
final class BenchmarkReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the benchmark.")
    private Path folder;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() {
        return report(folder, options, spec.commandLine().getOut(), spec);
    }

    /**
     * Returns the exit code of {@code huale report}.
     *
     * @param command that wants it
     */
    static int report(Path folder, List<String> options, PrintWriter out, CommandSpec command) {
        List<String> words = new ArrayList<>(List.of("report", folder.toString()));
        words.addAll(options);
        words.addAll(List.of("--out", folder.resolve("report.html").toString()));
        return Main.within(command).setOut(out).execute(words.toArray(String[]::new));
    }
}
