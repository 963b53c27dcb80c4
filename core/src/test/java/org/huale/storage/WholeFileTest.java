package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what was written, and what it is called until it is whole. */
final class WholeFileTest {
    @TempDir
    private Path folder;

    /** As any other program's files, whatever the umask is. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no umask")
    void permissionsAreThoseOfAnyNewFile() throws IOException, InterruptedException {
        Path others = folder.resolve("others.txt");
        Process touch = new ProcessBuilder("touch", others.toString()).start();
        assertThat(touch.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Path ours = folder.resolve("ours.txt");
        WholeFile.writeText(ours, "a");
        assertThat(Files.getPosixFilePermissions(ours)).isEqualTo(Files.getPosixFilePermissions(others));
        WholeFile.writeText(ours, "b");
        assertThat(Files.getPosixFilePermissions(ours)).isEqualTo(Files.getPosixFilePermissions(others));
    }

    /** What it holds before it has its name, and its name with the folder; as Java's flight recorder saw it. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows opens no folders, and keeps names by itself")
    void theFileAndThenItsFolderAreForcedToTheDisk() throws IOException {
        Path file = folder.resolve("ours.txt").toAbsolutePath();
        Path recorded = folder.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            WholeFile.writeText(file, "a");
            recording.stop();
            recording.dump(recorded);
        }
        List<Path> forced = RecordingFile.readAllEvents(recorded).stream()
                .filter(it -> it.getEventType().getName().equals("jdk.FileForce"))
                .map(it -> Path.of(it.getString("path")))
                .filter(it -> it.startsWith(folder.toAbsolutePath()))
                .toList();
        assertThat(forced).hasSize(2);
        assertThat(UnfinishedName.isOne(forced.get(0).getFileName().toString())).isTrue();
        assertThat(forced.get(1)).isEqualTo(file.getParent());
    }

    /** In containers every process is number 1, and what one left would be in the way of the next. */
    @Test
    void noNameOfAnUnfinishedFileComesTwice() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            names.add(UnfinishedName.of("a.json"));
        }
        assertThat(names)
                .hasSize(1000)
                .allMatch(UnfinishedName::isOne)
                .noneMatch(it -> it.contains("." + ProcessHandle.current().pid() + "."));
    }

    @Test
    void whatPeopleCallTheirFilesIsNoUnfinishedName() {
        for (String theirs : new String[] {
            ".autosave.tmp",
            "a.json",
            ".a.json",
            ".a.json.swp",
            ".a.0123456789ab",
            ".0123456789ab.huale.txt",
            "a.12.tmp"
        }) {
            assertThat(UnfinishedName.isOne(theirs)).as(theirs).isFalse();
        }
    }
}
