package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.process.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TemporaryFolderTest {
    @TempDir
    private Path folder;

    @Test
    void itGoesWithAllThatIsInItWhenItIsClosed() throws IOException {
        TemporaryFolder made = TemporaryFolder.make("huale-test-");
        try (made) {
            Files.createDirectories(made.toFill().resolve("a/b"));
            Files.writeString(made.path().resolve("a/b/c.txt"), "c");
        }
        assertThat(made.path()).doesNotExist();
        made.close(); // again
    }

    @Test
    void whatTellsOfAFailureStays() throws IOException {
        TemporaryFolder made = TemporaryFolder.make("huale-test-");
        made.keep();
        made.close();
        assertThat(made.path()).isDirectory();
        FileTree.delete(made.path());
    }

    /** Puts files into one folder without end; another is to stay. */
    static final class Filling {
        private Filling() {}

        public static void main(String[] words) throws IOException {
            TemporaryFolder.make("huale-kept-").keep();
            TemporaryFolder filled = TemporaryFolder.make("huale-filled-");
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                put(filled.toFill().resolve(i % 100 + "/" + i));
            }
        }

        private static void put(Path file) {
            try {
                Files.createDirectories(file.resolveSibling(""));
                Files.createFile(file);
            } catch (IOException e) {
                return; // its folder is being deleted
            }
        }
    }

    /** As at Ctrl-C while an archive is unpacked. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
    void aSignalLeavesNoneBehindButThoseThatAreToStay() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaProgram.command(List.of(Filling.class.getName()), Set.of()));
        command.add(1, "-Djava.io.tmpdir=" + folder);
        Process process = new ProcessBuilder(command).inheritIO().start();
        while (process.isAlive() && left().stream().noneMatch(it -> it.contains("huale-filled-"))) {
            Thread.sleep(20);
        }
        process.destroy();
        process.waitFor();
        assertThat(left()).singleElement().asString().contains("huale-kept-");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }
}
