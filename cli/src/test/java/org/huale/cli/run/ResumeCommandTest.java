package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.app.annotate.WatchProgram;
import org.huale.cli.ExitCode;
import org.huale.cli.Main;
import org.huale.cli.ProgramTest;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.process.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeCommandTest extends ProgramTest {
    @TempDir
    private Path folder;

    /** The trainings are processes of their own, which know the run's folder alone. */
    @ParameterizedTest
    @ValueSource(strings = {"--cycles 9", "--plateau 0", "--json"})
    void whatAWatchWouldPassOverIsRefused(String option) {
        List<String> command = new ArrayList<>(List.of("resume", folder.toString(), "--watch"));
        command.addAll(List.of(option.split(" ")));
        assertThat(run(command.toArray(String[]::new))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(command.get(3) + " cannot be used with --watch");
    }

    /** As where another process that trains along was asked to; or a watch and a benchmark would take the run for done. */
    @Test
    void aRunThatWasStoppedEndsWithAnotherCodeThanOneThatIsDone() {
        Path run = folder.resolve("run");
        RunFolder.create(run, new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of()))
                .close();
        assertThat(new RunOutcome(new RunEnding.Stopped(), run).tell(new PrintWriter(out), false))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(out.toString()).contains("Stopped; 'huale resume " + run + "' continues");
        assertThat(new RunOutcome(new RunEnding.Done("all cycles are done"), run).tell(new PrintWriter(out), true))
                .isEqualTo(ExitCode.DONE);
    }

    /** Whoever started the process waits for the other one; whoever calls the command is told what is in the way. */
    @Test
    void thatAnotherProcessHasTheRunIsACodeOfItsOwnAmongProcesses() throws InterruptedException {
        RunSummary summary = new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of());
        try (RunFolder other = RunFolder.create(folder.resolve("run"), summary)) {
            String run = other.path().toString();
            assertThat(run("resume", run)).isEqualTo(ExitCode.USER_INPUT);
            assertThat(err.toString()).contains("another process is working on this run");
            ChildProcess child = ChildProcess.start(
                    List.of(Main.class.getName(), "resume", run), Set.of(), folder.resolve("child.log"));
            assertThat(child.awaitEnd(120)).isTrue();
            assertThat(child.exitCode()).as(child::lastWords).isEqualTo(ExitCode.BUSY);
            assertThat(new WatchedRun(folder, 1, new PrintWriter(out)).ending(child.exitCode()))
                    .isEqualTo(WatchProgram.Ending.BUSY);
        }
    }

    /** Nobody has to start it again because another program, or a disk, was gone for a while. */
    @Test
    void aWatchSaysWhatItTriesAgainAfter() {
        new WatchedRun(folder, 1, new PrintWriter(out)).wrong("no answer");
        assertThat(out.toString().lines())
                .containsExactly(
                        "no answer",
                        "tried again when something changes in the inbox or in the files, or when what could not be reached is"
                                + " back");
    }
}
