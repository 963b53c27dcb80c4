package org.huale.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code huale}. Touches no native code before a command is chosen, so that help is there at once. */
@Command(
        name = "huale",
        mixinStandardHelpOptions = true,
        version = "huale 0.1.0",
        description = "Active learning for object detection.",
        subcommands = {BenchCommand.class, EvaluateCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
