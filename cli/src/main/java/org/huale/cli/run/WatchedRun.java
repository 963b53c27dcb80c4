package org.huale.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.app.annotate.RunWatch;
import org.huale.app.annotate.WatchListener;
import org.huale.app.annotate.WatchPauses;
import org.huale.app.annotate.WatchProgram;
import org.huale.app.process.Termination;
import org.huale.cli.ExitCode;
import org.huale.cli.Main;
import org.huale.cli.progress.ProgressReporter;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;

/** A run that is stayed with from request to request, before its user's eyes. */
final class WatchedRun implements WatchProgram, WatchListener {
    private final Path folder;
    private final double enough;
    private final PrintWriter out;
    private boolean busy;

    /** @param enough share of a request that must be finished */
    WatchedRun(Path folder, double enough, PrintWriter out) {
        this.folder = folder;
        this.enough = enough;
        this.out = out;
    }

    /** Returns the exit code. */
    int watch() throws InterruptedException {
        RunFolder.completeBeginning(folder);
        if (!RunFolder.holdsRun(folder)) {
            throw new HualeException(folder + ": holds no run to resume");
        }
        Path log = folder.resolve("watch.log");
        try (Termination termination = Termination.awaited()) {
            say("what the training processes say is in " + log + "; Ctrl-C ends the watch and saves");
            RunWatch.Ending ending = new RunWatch(
                            new RunWatch.Setup(folder, enough, this, WatchPauses.defaults(), log, termination.signal()),
                            this)
                    .run();
            return told(ending);
        }
    }

    private int told(RunWatch.Ending ending) {
        return switch (ending) {
            case DONE -> {
                say("the run is done");
                RunOutcome.newestDetector(folder).ifPresent(this::say);
                yield ExitCode.DONE;
            }
            case STOPPED -> {
                say("stopped; 'huale resume " + folder + " --watch' continues");
                yield ExitCode.INTERRUPTED;
            }
            case GAVE_UP -> {
                say("it failed again and again; mend it and continue with 'huale resume " + folder + " --watch'");
                yield ExitCode.FAULT;
            }
        };
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(Main.class.getName(), "resume", folder.toString()));
        if (enough < 1) {
            command.addAll(List.of("--at", Double.toString(enough)));
        }
        return command;
    }

    @Override
    public Set<String> ownProperties() {
        return ProgressReporter.OWN_PROPERTIES;
    }

    @Override
    public WatchProgram.Ending ending(int exitCode) {
        return ExitCode.ending(exitCode);
    }

    @Override
    public void working() {
        busy = false;
        say("working");
    }

    @Override
    public void waiting(String request, int finished, int total) {
        say(request + ": " + finished + " of " + total + " images are finished");
    }

    @Override
    public void busy() {
        if (!busy) {
            busy = true;
            say("another process works on the run; waiting for it");
        }
    }

    @Override
    public void said(String what) {
        say(what);
    }

    @Override
    public void wrong(String what) {
        say(what);
        say(
                "tried again when something changes in the inbox or in the files, or when what could not be reached is back");
    }

    @Override
    public void failed(String how, Optional<Duration> pause) {
        say(how + pause.map(it -> "; tried again in " + it.toSeconds() + " s").orElse(""));
    }
}
