package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.huale.problem.HualeException;
import org.huale.process.JavaProgram;
import org.huale.process.StandardStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A command that ends as it is told. */
    @Command(name = "end")
    private record End(Exception how) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw how;
        }
    }

    private int run(Exception how, String... arguments) {
        CommandLine main = Main.commandLine();
        main.addSubcommand(new CommandLine(new End(how))
                .setExecutionExceptionHandler(main.getExecutionExceptionHandler())
                .setExecutionStrategy(main.getExecutionStrategy()));
        return main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private int run(String... arguments) {
        return run(new HualeException("unused"), arguments);
    }

    @Test
    void helpListsTheCommandsOnStdout() {
        assertThat(run("--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("doctor");
        assertThat(err.toString()).isEmpty();
    }

    /** Which is made alone, as making all takes long. */
    @Test
    void aCommandIsTheSameWithoutTheOthers() {
        CommandLine all = Main.commandLine();
        all.getSubcommands().forEach((name, command) -> {
            CommandLine alone = Main.commandLine(name, "-q");
            assertThat(alone.getSubcommands())
                    .containsOnlyKeys(name)
                    .hasEntrySatisfying(
                            name, it -> assertThat(it.getUsageMessage()).isEqualTo(command.getUsageMessage()));
        });
        assertThat(Main.commandLine("-q", "score").getSubcommands()).hasSameSizeAs(all.getSubcommands());
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).matches("huale \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    /** Its exit code; what it says on standard error is in said.txt. */
    private int printingToNobody(List<String> command) throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no such device");
        return new ProcessBuilder(command)
                .redirectOutput(full.toFile())
                .redirectError(folder.resolve("said.txt").toFile())
                .start()
                .waitFor();
    }

    /** Or what ends early would pass for the whole. */
    @Test
    void whatCannotBePrintedIsNotDone() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Program.java());
        command.add("--version");
        assertThat(printingToNobody(command)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(folder.resolve("said.txt"))
                .content()
                .contains("huale: standard output cannot be written")
                .doesNotContain("\tat ");
    }

    /** Prints for the last time when it is ending. */
    static final class Ending {
        private Ending() {}

        public static void main(String[] words) {
            StandardStream.takeBoth();
            EndOfProcess.watch();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (!EndOfProcess.hasBegun()) {
                    Thread.onSpinWait();
                }
                StandardStream.OUT.say("saved");
                Main.heard(ExitCode.DONE);
            }));
        }
    }

    /** As on Ctrl-C, which also ends the program that what is printed goes to. */
    @Test
    void whatIsPrintedToNobodyWhileItEndsIsNotMissed() throws IOException, InterruptedException {
        assertThat(printingToNobody(JavaProgram.command(List.of(Ending.class.getName()), Set.of())))
                .isZero();
        assertThat(folder.resolve("said.txt")).content().doesNotContain("cannot be written");
    }

    @Test
    void aMistakeOfTheUserIsOneLine() {
        assertThat(run(new HualeException("a.xml: no such file"), "end")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).isEqualToIgnoringNewLines("huale: a.xml: no such file");
    }

    @Test
    void debugShowsWhereAMistakeOfTheUserWasFound() {
        assertThat(run(new HualeException("a.xml: no such file"), "--debug", "end"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("HualeException", "\tat ");
    }

    @Test
    void aMistakeOfTheProgramShowsItsTrace() {
        assertThat(run(new IllegalStateException("oh"), "end")).isEqualTo(ExitCode.FAULT);
        assertThat(err.toString()).contains("please report", "IllegalStateException: oh", "\tat ");
    }

    @Test
    void aMisspelledCommandGetsASuggestion() {
        assertThat(run("doctr")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("'doctr'", "did you mean doctor?").doesNotContain("\tat ");
    }

    @Test
    void aMisspelledOptionGetsASuggestion() {
        assertThat(run("doctor", "--jsn")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("'--jsn'", "did you mean --json?", "'huale doctor --help'");
    }

    @Test
    void withoutACommandTheProgramSaysSo() {
        assertThat(run()).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("huale --help");
    }
}
