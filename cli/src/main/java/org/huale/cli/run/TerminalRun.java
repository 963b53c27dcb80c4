package org.huale.cli.run;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.huale.app.process.Termination;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunSession;
import org.huale.cli.Version;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** A run before its user's eyes: how it goes is told on stderr, and Ctrl-C stops it. */
public final class TerminalRun {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalRun.class);

    private final RunConfig config;
    private final CommandSpec spec;
    private final RunSession session;

    /** @param folder of the run */
    public TerminalRun(RunConfig config, Path folder, CommandSpec spec) {
        this(config, folder, 1, spec);
    }

    /** @param enough share of the images that people are asked for that must be finished */
    TerminalRun(RunConfig config, Path folder, double enough, CommandSpec spec) {
        this.config = config;
        this.spec = spec;
        this.session = new RunSession(
                config,
                folder,
                new RunSession.Context(
                                Version.invocation(spec), spec.commandLine().getErr()::println)
                        .goingOnAt(enough));
    }

    public RunSession session() {
        return session;
    }

    /** @param sink gets every cycle that ends meanwhile */
    public RunEnding work(RunFolder folder, Consumer<CycleRecord> sink) {
        try (Termination termination = Termination.awaited();
                RunProgress progress =
                        new RunProgress(config.training(), spec.commandLine().getErr(), sink)) {
            RunEnding ending = session.run(folder, progress, termination.signal());
            if (ending instanceof RunEnding.Stopped) { // what prints the standard output may be gone by the same Ctrl-C
                LOG.info("stopped; 'huale resume {}' continues", folder.path());
            }
            return ending;
        }
    }
}
