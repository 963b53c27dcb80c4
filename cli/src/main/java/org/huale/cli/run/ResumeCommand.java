package org.huale.cli.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.huale.loop.folder.RunRepair;
import org.huale.problem.HualeException;
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
            description = "End where the figure gains less than this (stop.plateau); 0 never ends early.")
    private @Nullable Double plateau;

    @Option(
            names = "--at",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            defaultValue = "100%",
            description =
                    "Go on when this share of the images that people are asked for is finished, such as 90%%; the others go back"
                            + " to the pool (default: all of them).")
    private double enough;

    @Option(
            names = "--watch",
            description =
                    "Stay with the run: wait while people annotate and go on as soon as enough is finished, until the run is"
                            + " done. Each training is a process of its own.")
    private boolean watch;

    @Option(
            names = "--repair",
            description =
                    "First set damaged files aside, with all that was made from them; then do those steps again. Deletes nothing, and touches nothing that"
                            + " people annotated. 'huale check DIR' lists what is damaged.")
    private boolean repair;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        requireNothingThatAWatchPassesOver();
        if (repair) {
            RunRepair.of(folder, Instant.now()).forEach(spec.commandLine().getErr()::println);
        }
        if (watch) {
            return new WatchedRun(folder, enough, spec.commandLine().getOut()).watch();
        }
        return new ResumedRun(folder, enough, spec, json).goOn(cycles, plateau);
    }

    /** The trainings of a watch are processes of their own, which are told of the folder alone. */
    private void requireNothingThatAWatchPassesOver() {
        if (watch && json) {
            throw new HualeException("--json cannot be used with --watch, which says line by line what happens");
        }
        if (watch && cycles != null) {
            throw notWhileWatching("--cycles", cycles);
        }
        if (watch && plateau != null) {
            throw notWhileWatching("--plateau", plateau);
        }
    }

    private HualeException notWhileWatching(String option, Object value) {
        return new HualeException(option + " cannot be used with --watch: extend the run with 'huale resume " + folder
                + " " + option + " " + value + "' first");
    }
}
