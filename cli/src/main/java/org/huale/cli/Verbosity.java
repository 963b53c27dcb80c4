package org.huale.cli;

import org.huale.cli.progress.ProgressReporter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes: how much is told on stderr. */
final class Verbosity {
    /** Read by {@code logback.xml}, which is not looked at before the first logger is asked for. */
    private static final String LEVEL_PROPERTY = "huale.log.level";

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

    void apply() {
        System.setProperty(LEVEL_PROPERTY, level());
        System.setProperty(ProgressReporter.QUIET_PROPERTY, Boolean.toString(quiet));
    }

    private String level() {
        if (debug) {
            return "TRACE";
        }
        if (verbose) {
            return "DEBUG";
        }
        return quiet ? "WARN" : "INFO";
    }
}
