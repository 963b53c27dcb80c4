package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
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
