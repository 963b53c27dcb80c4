package org.huale.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.huale.cli.progress.ProgressReporter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes: how much is told on stderr. */
final class Verbosity {
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log details.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Log only warnings and errors; show no progress.")
    private boolean quiet;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log everything, and show stack traces for input errors too.")
    private boolean debug;

    boolean debug() {
        return debug;
    }

    /** Sets the level of loggers that exist as well as of those to come: some are asked for before the options are read. */
    void apply() {
        root().setLevel(level());
        System.setProperty(ProgressReporter.QUIET_PROPERTY, Boolean.toString(quiet));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private Level level() {
        if (debug) {
            return Level.TRACE;
        }
        if (verbose) {
            return Level.DEBUG;
        }
        return quiet ? Level.WARN : Level.INFO;
    }
}
