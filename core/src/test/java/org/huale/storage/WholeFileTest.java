package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
