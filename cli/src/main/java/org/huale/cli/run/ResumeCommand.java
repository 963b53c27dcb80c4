package org.huale.cli.run;

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
                "Continues a run after Ctrl-C, a crash or annotation, with results bit-identical to those of an uninterrupted run"
                        + " on the same machine.")
public final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run folder.")
    private Path folder;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Detectors to train in total; a larger number than configured extends the run.")
    private @Nullable Integer cycles;

    @Option(
            names = "--plateau",
            paramLabel = "GAIN",
            description = "End where the figure gains less than this (stop.plateau); 0 goes on whatever comes.")
    private @Nullable Double plateau;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return new ResumedRun(folder, spec, json).goOn(cycles, plateau);
    }
}
