package org.huale.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedRunsTest {
    @TempDir
    private Path folder;

    @Test
    void oneProcessMergesIntoAFolderAtATime() throws IOException {
        Path shard = Files.createDirectory(folder.resolve("shard"));
        begun(shard.resolve("drawn/a"));
        Path out = Files.createDirectory(folder.resolve("all"));
        MergedRuns merged = MergedRuns.of(out, List.of(shard));
        try (FolderLock other = FolderLock.take(out, "merging runs into it")) {
            assertThat(other).isNotNull();
            assertThatThrownBy(merged::copy)
                    .isInstanceOf(HualeException.class)
                    .hasMessage(out + ": another process is merging runs into it");
        }
        assertThat(RunFolder.holdsRun(out.resolve("drawn/a"))).isFalse();
        merged.copy();
        assertThat(RunFolder.holdsRun(out.resolve("drawn/a"))).isTrue();
        assertThat(MergedRuns.of(out, List.of(shard)).copied()).isZero();
    }

    private static Path begun(Path run) {
        RunSummary summary = new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of());
        RunFolder.create(run, summary).close();
        return run;
    }

    /** The record of a cycle that no other folder has, so that nothing of it is compared. */
    private static Path ended(Path run) throws IOException {
        return Files.writeString(Files.createDirectories(run.resolve("cycle-0")).resolve("cycle.json"), "{}");
    }

    @Test
    void foldersThatLinksLeadToAreComparedLikeOthers() throws IOException {
        Path shard = Files.createDirectory(folder.resolve("shard"));
        begun(shard.resolve("drawn/a"));
        Path further = Files.createDirectory(folder.resolve("further"));
        Path record = ended(begun(further.resolve("drawn/a")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), further);
        MergedRuns merged = MergedRuns.of(link, List.of(shard));
        assertThat(merged.kept()).isEqualTo(1);
        merged.copy();
        assertThat(record).exists();
        assertThat(MergedRuns.of(folder.resolve("all"), List.of(link)).copied()).isEqualTo(1);
    }

    @Test
    void aRunThatALinkLeadsToIsNotReplaced() throws IOException {
        Path shard = Files.createDirectory(folder.resolve("shard"));
        begun(shard.resolve("drawn/a"));
        Path elsewhere = begun(folder.resolve("elsewhere"));
        Path link = Files.createDirectories(folder.resolve("all/drawn")).resolve("a");
        Files.createSymbolicLink(link, elsewhere);
        MergedRuns merged = MergedRuns.of(folder.resolve("all"), List.of(shard));
        assertThatThrownBy(merged::copy)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(link + ": is not replaced by " + shard.resolve("drawn/a"));
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aRunIsNoFolderOfRuns() {
        Path run = begun(folder.resolve("shard/drawn/a"));
        assertThatThrownBy(() -> MergedRuns.of(folder.resolve("all"), List.of(run)))
                .isInstanceOf(HualeException.class)
                .hasMessage(run + ": is a run itself; name the folder that it lies in");
        assertThatThrownBy(() -> MergedRuns.of(run, List.of(folder.resolve("shard"))))
                .hasMessage(run + ": is a run itself; name the folder that it lies in");
    }
}
