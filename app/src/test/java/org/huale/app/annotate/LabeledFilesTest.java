package org.huale.app.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.storage.UnlistableFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LabeledFilesTest {
    @TempDir
    private Path run;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(run.resolve("config.json"), "{\"data\":{\"pool\":\"voc:x\",\"test\":\"voc:x\"}}");
        Files.writeString(run.resolve("provenance.json"), "{}");
    }

    @Test
    void theTextChangesWithEachFile() throws IOException {
        String none = LabeledFiles.in(run);
        Path labeled = Files.createDirectories(run.resolve("cycle-0/labeled/deeper"));
        assertThat(LabeledFiles.in(run)).isEqualTo(none);
        Files.writeString(labeled.resolve("a.txt"), "1");
        String one = LabeledFiles.in(run);
        assertThat(LabeledFiles.in(run)).isEqualTo(one).isNotEqualTo(none);
        Files.writeString(labeled.resolve("a.txt"), "12");
        assertThat(LabeledFiles.in(run)).isNotEqualTo(one);
    }

    /** What stays wrong is no change, or whoever watches tries it again without a pause. */
    @Test
    void aConfigurationThatCannotBeReadIsAChangeAndSoIsItsReturn() throws IOException {
        Path file = run.resolve("config.json");
        String config = Files.readString(file);
        String before = LabeledFiles.in(run);
        Files.writeString(file, "{\"data\":{\"pool\":\"x\",\"test\":\"voc:x\"}}");
        String edited = LabeledFiles.in(run);
        assertThat(edited).isNotEqualTo(before).contains("must begin with its kind");
        assertThat(LabeledFiles.in(run)).isEqualTo(edited);
        Files.writeString(file, config);
        assertThat(LabeledFiles.in(run)).isEqualTo(before);
    }

    /** Such as lost+found; else whoever watches takes each look for a change. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeListedChangesNothingAndHidesNothing() throws IOException {
        Path labeled = Files.createDirectories(run.resolve("cycle-0/labeled"));
        try (UnlistableFolder deep = UnlistableFolder.in(labeled.resolve("lost"))) {
            String before = LabeledFiles.in(run);
            assertThat(LabeledFiles.in(run)).isEqualTo(before).contains("File name too long");
            Files.writeString(labeled.resolve("z.txt"), "1");
            Files.writeString(
                    Files.createDirectories(run.resolve("cycle-1/labeled")).resolve("a.txt"), "1");
            assertThat(LabeledFiles.in(run)).contains("z.txt", "cycle-1/labeled/a.txt", deep.inside() + "/");
        }
    }
}
