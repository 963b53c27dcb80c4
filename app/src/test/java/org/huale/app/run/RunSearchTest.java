package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunSearchTest {
    @TempDir
    private Path folder;

    private Path run(String place) {
        Path run = folder.resolve(place);
        RunSummary summary = new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of());
        RunFolder.create(run, summary).close();
        return run;
    }

    @Test
    void runsAreFoundFourLevelsDeepAndNoDeeper() {
        Path near = run("near");
        Path far = run("paper/bench/drawn/far");
        run("paper/bench/first-cycles/shared");
        run("paper/old/bench/drawn/lost");
        assertThat(RunSearch.in(List.of(folder))).containsExactly(near, far);
        assertThat(RunSearch.in(List.of(folder.resolve("paper/old/bench/drawn/lost"))))
                .hasSize(1);
        assertThatThrownBy(() -> RunSearch.in(List.of(folder.resolve("paper/bench/first-cycles/none"))))
                .isInstanceOf(HualeException.class);
    }
}
