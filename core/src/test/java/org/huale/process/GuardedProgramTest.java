package org.huale.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huale.detect.training.StoppedException;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GuardedProgramTest {
    private static final String ODD = "a b  $HOME 'c' \"d\" ; rm * | & > \\ {}";

    @TempDir
    private Path folder;

    @Test
    void itGetsItsWordsFolderAndVariablesAsTheyAreAndNoInput() throws IOException {
        Path told = folder.resolve("told.txt");
        Path place = Files.createDirectory(folder.resolve("a place"));
        new GuardedProgram(
                        "test",
                        ScriptedProgram.words("say", told.toString(), ODD, ""),
                        place,
                        Map.of("HUALE_TEST", "x y"),
                        folder.resolve("log"),
                        Duration.ZERO)
                .run(() -> false);
        assertThat(told).content().isEqualTo(String.join("\n", place.toString(), "x y", "-1", ODD, "", ""));
    }

    @Test
    void anotherExitCodeThanZeroIsToldWithTheLastWordsOfThisStart() {
        assertThatThrownBy(() -> program("fail", "4").run(() -> false))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("test: ")
                .hasMessageContaining("exit code 4")
                .hasMessageContaining("to standard output")
                .hasMessageContaining("the reason why")
                .hasMessageContaining(folder.resolve("log").toString());
        assertThatThrownBy(() -> silent("3").run(() -> false))
                .hasMessageContaining("could not be started")
                .message()
                .doesNotContain("the reason why"); // that of the start before
    }

    /** Which are 1 to 64; a Python script that ends with -1 has exit code 255. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing is ended by a signal there")
    void onlyCodesOfSignalsAreToldAsSuch() {
        assertThat(GuardedProgram.how(137)).isEqualTo("was ended by signal 9 (exit code 137)");
        assertThat(GuardedProgram.how(192)).isEqualTo("was ended by signal 64 (exit code 192)");
        assertThat(GuardedProgram.how(128)).isEqualTo("ended with exit code 128");
        assertThat(GuardedProgram.how(193)).isEqualTo("ended with exit code 193");
        assertThat(GuardedProgram.how(255)).isEqualTo("ended with exit code 255");
    }

    @Test
    void ofEndlessWordsTheLastOnesAreTold() {
        assertThatThrownBy(() -> program("babble", "40").run(() -> false))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("exit code 4")
                .message()
                .hasSizeLessThan(1 << 15);
    }

    private GuardedProgram silent(String argument) {
        return guarded(List.of(folder.resolve("no-such-program").toString(), argument), Duration.ZERO);
    }

    @Test
    void allOfItEndsWhenItIsTooSlow() throws Exception {
        Path told = folder.resolve("pids");
        assertThatThrownBy(() -> guarded(ScriptedProgram.words("linger", told.toString()), Duration.ofSeconds(5))
                        .run(() -> false))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("longer than 5 s");
        if (Files.exists(told)) { // the machine may have been too busy for it to begin
            requireEnded(told);
        }
    }

    @Test
    void allOfItEndsOnRequest() throws Exception {
        Path told = folder.resolve("pids");
        GuardedProgram program = guarded(ScriptedProgram.words("linger", told.toString()), Duration.ZERO);
        assertThatThrownBy(() -> program.run(() -> Files.exists(told))).isInstanceOf(StoppedException.class);
        requireEnded(told);
    }

    /** As on Ctrl-C, which a terminal sends to the program too: it may be gone before anybody has asked. */
    @Test
    void whatEndsWhileAllIsToEndHasNotFailed() {
        Set<Long> before = children();
        assertThatThrownBy(() -> program("fail", "130").run(() -> before.containsAll(children())))
                .isInstanceOf(StoppedException.class);
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** Nothing of the process can run when it is killed outright; the guard sees that its input ends. */
    @Test
    void allOfItEndsWhenTheProcessThatWaitsIsKilled() throws Exception {
        Path told = folder.resolve("pids");
        Process waiting = new ProcessBuilder(
                        JavaProgram.path(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName(),
                        folder.toString(),
                        told.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("waiting.log").toFile())
                .start();
        while (!Files.exists(told)) {
            assertThat(waiting.isAlive())
                    .as(Files.readString(folder.resolve("waiting.log")))
                    .isTrue();
            Thread.sleep(20);
        }
        waiting.destroyForcibly().waitFor();
        requireEnded(told);
    }

    /** A process that waits for a program. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] words) {
            new GuardedProgram(
                            "test",
                            ScriptedProgram.words("linger", words[1]),
                            Path.of(words[0]),
                            Map.of(),
                            Path.of(words[0], "log"),
                            Duration.ZERO)
                    .run(() -> false);
        }
    }

    /** Both the program and what it started end; whoever stays lets the test wait for an hour and fail. */
    private static void requireEnded(Path told) throws Exception {
        for (String pid : Arrays.asList(Files.readString(told).split(" "))) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(it -> assertThat(it.onExit()).succeedsWithin(1, TimeUnit.HOURS));
        }
    }

    private GuardedProgram program(String... arguments) {
        return guarded(ScriptedProgram.words(arguments), Duration.ZERO);
    }

    private GuardedProgram guarded(List<String> words, Duration limit) {
        return new GuardedProgram("test", words, folder, Map.of(), folder.resolve("log"), limit);
    }
}
