package org.huale.cli;

import java.util.function.Consumer;
import org.huale.app.process.Termination;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunSession;
import org.huale.loop.CycleRecord;
import org.huale.loop.RunEnding;
import org.huale.loop.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** A run before its user's eyes: how it goes is told on stderr, and Ctrl-C stops it. */
final class TerminalRun {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalRun.class);

    private final RunConfig config;
    private final CommandSpec spec;
    private final RunSession session;

    TerminalRun(RunConfig config, CommandSpec spec) {
        this(config, 1, spec);
    }

    /** @param enough share of the images that people are asked for that must be finished */
    TerminalRun(RunConfig config, double enough, CommandSpec spec) {
        this.config = config;
        this.spec = spec;
        this.session = new RunSession(
                config,
                RunSession.Context.local(
                                Version.invocation(spec), spec.commandLine().getErr()::println)
                        .goingOnAt(enough));
    }

    RunSession session() {
        return session;
    }

    /** @param sink gets every cycle that ends meanwhile */
    RunEnding work(RunFolder folder, Consumer<CycleRecord> sink) {
        try (Termination termination = Termination.awaited();
                RunProgress progress = new RunProgress(
                        config.trainingConfig(), spec.commandLine().getErr(), sink)) {
            RunEnding ending = session.run(folder, progress, termination.signal());
            if (ending instanceof RunEnding.Stopped) { // said here: once the termination is closed, the JVM is gone
                LOG.info("stopped; 'huale resume {}' goes on", folder.path());
            }
            return ending;
        }
    }
}
