package org.huale.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the program within the test. */
final class Program {

    private Program() {}

    /** Returns the exit code. */
    static int run(StringWriter out, StringWriter err, String... arguments) {
        CommandLine program = Main.commandLine();
        program.setOut(new PrintWriter(out, true));
        program.setErr(new PrintWriter(err, true));
        return program.execute(arguments);
    }
}
