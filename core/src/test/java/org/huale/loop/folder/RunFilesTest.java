package org.huale.loop.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reading compares, also of what changed after the run was looked through. */
class RunFilesTest {
    @TempDir
    private Path folder;

    private RunFiles first;
    private RunFiles second;

    @BeforeEach
    void write() {
        RunFiles run = new RunFiles(folder);
        first = run.in("cycle-0");
        second = run.in("cycle-1");
        first.writeText(CycleFolder.ANNOTATIONS, "one");
        second.writeText(CycleFolder.TRAINED, "{}");
        assertThat(second.bytes(CycleFolder.TRAINED)).isPresent();
    }

    @Test
    void aFileThatWasMadeFromAnotherIsRefused() {
        first.writeText(CycleFolder.ANNOTATIONS, "another"); // whole by a sum of its own
        assertThat(first.bytes(CycleFolder.ANNOTATIONS)).isPresent();
        assertThatThrownBy(() -> second.bytes(CycleFolder.TRAINED))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("cycle-1/trained.json", "was made from another ../cycle-0/annotations.json");
    }

    @Test
    void aFileThatHoldsSomethingElseIsRefused() throws IOException {
        Files.writeString(first.path(CycleFolder.ANNOTATIONS), "forged");
        assertThatThrownBy(() -> first.bytes(CycleFolder.ANNOTATIONS))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("cycle-0/annotations.json", "does not hold what was written to it");
        assertThat(first.bytes(CycleFolder.SELECTION)).as("not there").isEmpty();
    }

    /** Runs of earlier versions may have such files. */
    @Test
    void aReasonThatIsNotThereIsDamage() {
        first.writeText(CycleFolder.SELECTION, """
                {"chosen": [], "passedOver": [{"image": "a", "score": 1, "explanation": {"formula": "f", "parts": [
                  {"name": "n", "value": 1, "contribution": 1, "reason": null}]}}]}""");
        assertThatThrownBy(() -> first.read(CycleFolder.SELECTION, SelectionRecord.class))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "cycle-0/selection.json: damaged: ", "a part of an explanation has a name and a reason");
    }
}
