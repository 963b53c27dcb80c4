package org.huale.loop.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.huale.storage.UnfinishedName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that another is replaced by, and what is left where that ends before it is done. */
class RunCopyTest {
    @TempDir
    private Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void beginBoth() throws IOException {
        from = begun(folder.resolve("shard/run"), "further");
        to = begun(folder.resolve("all/run"), "overtaken");
        Files.createDirectories(to.resolve("cycle-0/training"));
        Files.writeString(to.resolve("cycle-0/training/log"), "old");
    }

    private static Path begun(Path run, String name) {
        RunFolder.create(run, new RunSummary(name, "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of()))
                .close();
        return run;
    }

    @Test
    void theOvertakenRunStaysUntilTheCopyIsThere() throws IOException {
        String before = Files.readString(to.resolve("provenance.json"));
        Path uncopied = Files.writeString(from.resolve("x".repeat(250)), "no room for a name until it is complete");
        assertThatThrownBy(() -> RunCopy.copy(from, to)).isInstanceOf(HualeException.class);
        assertThat(RunFolder.holdsRun(to)).isTrue();
        assertThat(to.resolve("provenance.json")).content().isEqualTo(before);

        Files.delete(uncopied);
        assertReplaced();
    }

    @Test
    void whereTheOvertakenRunIsSetAsideTheCopyIsMadeAnew() throws IOException {
        Path aside = to.resolveSibling(UnfinishedName.of("run"));
        Files.move(to, aside);
        assertReplaced();
    }

    @Test
    void whereTheConfigurationIsNotThereYetTheCopyIsMadeAnew() throws IOException {
        Files.copy(
                from.resolve("provenance.json"),
                Files.createDirectory(to.resolveSibling(UnfinishedName.of("run")))
                        .resolve("provenance.json"));
        Files.delete(to.resolve("config.json"));
        assertReplaced();
    }

    @Test
    void whileARunIsCopiedNobodyWorksOnEither() {
        List<Path> copied = new ArrayList<>();
        RunCopy.copy(from, to, file -> {
            copied.add(from.relativize(file));
            assertBusy(from);
            assertBusy(to);
            return false;
        });
        assertThat(copied).as("locks that are opened would be lost").doesNotContain(Path.of(".lock"));
        assertThat(copied).contains(Path.of("provenance.json"));
        RunFolder.open(from).close();
        RunFolder.open(to).close();
    }

    private static void assertBusy(Path run) {
        assertThatThrownBy(() -> RunFolder.open(run))
                .isInstanceOf(HualeException.class)
                .hasMessage(run + ": another process is working on this run");
    }

    @Test
    void aRunThatAProcessWorksOnIsNeitherCopiedNorReplaced() {
        for (Path run : List.of(from, to)) {
            try (RunFolder opened = RunFolder.open(run)) {
                assertThat(opened.cycles()).isZero();
                assertThatThrownBy(() -> RunCopy.copy(from, to))
                        .isInstanceOf(HualeException.class)
                        .hasMessageContaining(run + ": a process works on this run");
            }
        }
        assertThat(to.resolve("cycle-0/training/log")).hasContent("old");
    }

    /** As where a process has worked on it since the runs were compared. */
    @Test
    void aRunThatHasComeFurtherIsNotReplaced() {
        learnedFrom(to, 5);
        assertThatThrownBy(() -> RunCopy.copy(from, to))
                .isInstanceOf(HualeException.class)
                .hasMessage(to + ": is not replaced by " + from + ", as it has come further than that; merge again");
        assertThat(RunFolder.cyclesEnded(to)).isEqualTo(1);
    }

    /** Nobody can lock it, nor need to. */
    @Test
    void aRunOnADiskThatIsReadOnlyIsCopied() throws IOException {
        for (String name : FolderLock.NAMES) {
            Files.deleteIfExists(from.resolve(name));
        }
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertReplaced();
        } finally {
            Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Where only the other run of one of them was begun on a machine like this. */
    @Test
    void resultsOfFirstCyclesThatOtherArithmeticComputedMayDiffer() {
        learnedFrom(from, 4);
        learnedFrom(to, 5);
        takenOver(from, "1, AVX", List.of());
        takenOver(to, "1, AVX", List.of());
        assertThat(differences()).containsExactly("cycle 0: images: 4, now 5");
        takenOver(to, "2, VAX", List.of());
        assertThat(differences()).isEmpty();
        takenOver(to, "1, AVX", List.of(Map.of("arithmetic.libtorch", "2, VAX")));
        assertThat(differences()).isEmpty();
    }

    @Test
    void whatAnEarlierVersionSaysOfAFirstCycleIsRead() {
        new RunFiles(to)
                .in("cycle-0")
                .write(FirstCycle.SHARED, Map.of("from", "../../first", "origin", Map.of("pid", "1")));
        assertThat(RunFolder.processes(to)).containsExactly(Map.of(), Map.of("pid", "1"));
    }

    private static void learnedFrom(Path run, int images) {
        new RunFiles(run).in("cycle-0").write(CycleFolder.RECORD, Map.of("images", images));
    }

    private static void takenOver(Path run, String libtorch, List<Map<String, String>> resumed) {
        FirstCycle.Shared shared =
                new FirstCycle.Shared("../../first", Map.of("arithmetic.libtorch", libtorch), resumed);
        new RunFiles(run).in("cycle-0").write(FirstCycle.SHARED, shared);
    }

    private List<String> differences() {
        return RunCopy.differences(from, to, run -> "{}");
    }

    private void assertReplaced() throws IOException {
        RunCopy.copy(from, to);
        assertThat(RunFolder.holdsRun(to)).isTrue();
        assertThat(to.resolve("provenance.json")).hasSameBinaryContentAs(from.resolve("provenance.json"));
        assertThat(to.resolve("cycle-0")).doesNotExist();
        assertThat(RunCheck.of(to).lines()).isEmpty();
        try (Stream<Path> all = Files.list(folder.resolve("all"))) {
            assertThat(all).containsExactly(to);
        }
    }
}
