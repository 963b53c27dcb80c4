package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.huale.app.benchmark.MergedRuns;
import org.huale.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins what several machines have done of a benchmark. */
@Command(
        name = "merge",
        description = {
            "Merges folders of the same benchmark, such as its shards, into one.",
            "If several folders contain a run, the longest is taken; the cycles they share must be identical, otherwise nothing"
                    + " is copied. Between machines with different arithmetic, which the command reports, only configuration and"
                    + " data must be identical."
        })
final class BenchmarkMergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUT", description = "Folder for all runs; may already contain some.")
    private Path out;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "Folders to copy runs from.")
    private List<Path> folders;

    @Override
    public Integer call() {
        MergedRuns merged = MergedRuns.of(out, folders);
        merged.notice().ifPresent(spec.commandLine().getErr()::println);
        merged.copy();
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(out + ": " + merged.copied() + " runs copied, " + merged.kept() + " were there");
        writer.flush();
        return ExitCode.DONE;
    }
}
