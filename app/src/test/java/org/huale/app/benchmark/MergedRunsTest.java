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
        Path shard = folder.resolve("shard");
        RunSummary summary = new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of());
        RunFolder.create(shard.resolve("drawn/a"), summary).close();
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
}
