package org.huale.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run. */
@Command(
        name = "resume",
        description =
                "Goes on with a run from the first file it lacks, after Ctrl-C, a crash or annotating; on the same machine to the bits"
                        + " that it would have come to in one go.")
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run folder.")
    private Path folder;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Detectors trained in all; more than configured extends the run.")
    private @Nullable Integer cycles;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return new ResumedRun(folder, spec, json).goOn(cycles);
    }
}
