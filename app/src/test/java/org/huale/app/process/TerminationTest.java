package org.huale.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.huale.process.JavaProgram;
import org.huale.storage.TemporaryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TerminationTest {
    private static final int TERMINATED = 143;
    private static final String WORKS = "works in ";

    @TempDir
    private Path folder;

    /** Works in a temporary folder until it is to stop, and fails then, which is told some time after. */
    static final class Failing {
        private static final PrintStream OUT =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

        private Failing() {}

        public static void main(String[] words) throws IOException, InterruptedException {
            CountDownLatch told = new CountDownLatch(1);
            LastWords.awaited(told);
            try {
                work();
            } catch (IllegalStateException e) {
                Thread.sleep(1000); // as on a machine with much to do
                OUT.println(e.getMessage());
            }
            told.countDown();
        }

        private static void work() throws IOException, InterruptedException {
            try (Termination termination = Termination.awaited()) {
                Path place = TemporaryFolder.make("huale-test-").path();
                OUT.println(WORKS + place);
                termination.await();
                Thread.sleep(500);
                throw new IllegalStateException("the disk is full, the folder is there: " + Files.exists(place));
            }
        }
    }

    /** What it worked with is there until then, and not any longer. */
    @Test
    void whatGoesWrongAfterASignalIsToldBeforeTheEnd() throws IOException, InterruptedException {
        Path log = folder.resolve("said.txt");
        Process process = new ProcessBuilder(JavaProgram.command(List.of(Failing.class.getName()), Set.of()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (process.isAlive() && !Files.readString(log).contains(WORKS)) {
            Thread.sleep(20);
        }
        process.destroy();
        assertThat(process.waitFor()).as(Files.readString(log)).isEqualTo(TERMINATED);
        List<String> said = Files.readAllLines(log);
        assertThat(said).contains("the disk is full, the folder is there: true");
        assertThat(said)
                .filteredOn(it -> it.startsWith(WORKS))
                .singleElement()
                .satisfies(
                        it -> assertThat(Path.of(it.substring(WORKS.length()))).doesNotExist());
    }
}
