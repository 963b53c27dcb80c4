package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.huale.app.benchmark.MergedRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins what several machines have done of a benchmark. */
@Command(
        name = "merge",
        description = {
            "Copies the runs of other folders of the same benchmark, such as those of its shards, into one.",
            "A run that is in several is taken where it has come furthest; it must be the same as far as both have come,"
                    + " otherwise nothing is copied. On machines whose arithmetic differs, which is said, only its"
                    + " configuration and data must be the same."
        })
final class BenchmarkMergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUT", description = "Folder for all runs; may hold some already.")
    private Path out;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "Folders to take runs from.")
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
