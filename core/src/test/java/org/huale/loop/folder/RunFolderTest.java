package org.huale.loop.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a run, and what is another's folder with a file of the same name. */
class RunFolderTest {
    @TempDir
    private Path folder;

    private Path begun() {
        Path run = folder.resolve("run");
        RunFolder.create(run, new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of()))
                .close();
        return run;
    }

    @Test
    void aRunIsOneWithoutItsMarkOrItsOriginToo() throws IOException {
        Path run = begun();
        assertThat(RunFolder.holdsRun(run)).isTrue();
        Files.writeString(run.resolve(OwnFiles.MARKER), "{\"marks\":");
        assertThat(RunFolder.holdsRun(run)).as("of a damaged mark").isTrue();
        Files.delete(run.resolve(OwnFiles.MARKER));
        assertThat(RunFolder.holdsRun(run)).as("as earlier versions left it").isTrue();
        new OwnFiles(run, "report").adopt(List.of("report.html"));
        assertThat(RunFolder.holdsRun(run)).as("with a report in it").isTrue();

        new OwnFiles(run, RunFolder.KIND).adopt(RunFile.names());
        Files.delete(run.resolve("provenance.json"));
        assertThat(RunFolder.holdsRun(run)).as("damaged").isTrue();
        assertThat(RunCheck.of(run).lines()).singleElement().asString().contains("provenance.json: is missing");
    }

    @Test
    void aRunIsOneWithoutItsConfigurationForWhoeverChecks() throws IOException {
        Path run = begun();
        Files.delete(run.resolve("config.json"));
        assertThat(RunFolder.holdsRun(run)).isFalse();
        assertThatThrownBy(() -> RunCheck.requireSoundOrNone(run))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("config.json: is missing");
    }

    @Test
    void trainingsAndModelsOfOthersAreNone() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{\"architectures\": []}");
        assertNone(model);
        assertThatThrownBy(() -> RunFolder.requireRun(model))
                .isInstanceOf(HualeException.class)
                .hasMessage(model + ": holds no run");

        for (String file : List.of("provenance.json", "checksums.json", "classes.txt")) {
            Files.writeString(model.resolve(file), "{}");
        }
        assertNone(model); // a training of an earlier version
        new OwnFiles(model, "training").adopt(List.of("config.json"));
        assertNone(model);
        Files.delete(model.resolve("config.json"));
        assertNone(model);
    }

    private static void assertNone(Path folder) {
        assertThat(RunFolder.holdsRun(folder)).isFalse();
        RunCheck.requireSoundOrNone(folder);
        assertThatThrownBy(() -> RunCheck.of(folder)).hasMessage(folder + ": holds no run");
    }
}
