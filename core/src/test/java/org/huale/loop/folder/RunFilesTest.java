package org.huale.loop.folder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
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

    /** As a check has read it, which goes through the files one after another. */
    @Test
    void whatWasWrittenSinceItsLineWasReadIsNoDamage() throws IOException {
        Checksums.Entry then = requireNonNull(first.sums().get(CycleFolder.ANNOTATIONS));
        first.writeText(CycleFolder.ANNOTATIONS, "another");
        assertThat(first.lines().holds(CycleFolder.ANNOTATIONS, then)).isTrue();
        Files.writeString(first.path(CycleFolder.ANNOTATIONS), "forged");
        assertThat(first.lines().holds(CycleFolder.ANNOTATIONS, then)).isFalse();
    }

    /** As in a run that came from somebody else. */
    @Test
    void textIsWrittenBackToTheFilesThatAreKeptTwiceAlone() {
        Checksums.Entry text = new Checksums.Entry("00", null, List.of(), "text", Map.of());
        List<String> planted = List.of("planted.sh", "data.json/planted.sh", "training/planted.sh", "selection.json");
        Map<String, Checksums.Entry> lines = new TreeMap<>(Map.of(RunFolder.CONFIG, text));
        planted.forEach(name -> lines.put(name, text));
        new Checksums(folder, Checksums.RUN).note(lines);
        new RunFiles(folder).writeBackLost();
        assertThat(folder.resolve(RunFolder.CONFIG)).hasContent("text");
        assertThat(planted).noneMatch(name -> Files.exists(folder.resolve(name)));
    }

    @Test
    void aTrainingAloneHasFilesBelowIt() {
        assertThat(RunFile.named("training/weights/last")).contains(RunFile.TRAINING);
        assertThat(RunFile.named("selection.json")).contains(RunFile.SELECTION);
        assertThat(List.of("selection.json/a", "selection.json/", "trainings/a", "a/training"))
                .allMatch(name -> RunFile.named(name).isEmpty());
    }

    @Test
    void nothingButWhatIsInTheFolderIsDeleted() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "mine");
        for (String name : List.of("", ".", "..", "../other", "training/../../other", other.toString())) {
            assertThatThrownBy(() -> first.delete(name))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll("'" + name + "'", "is not deleted");
        }
        assertThat(other).hasContent("mine");
        assertThat(first.path(CycleFolder.ANNOTATIONS)).hasContent("one");
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
