package org.huale.detect.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.detect.training.TrainingFolder.Opening;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FolderLock;
import org.huale.storage.OwnFiles;
import org.huale.storage.UnfinishedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingFolderTest {
    @TempDir
    private Path parent;

    @Test
    void anExistingTrainingIsNeitherOverwrittenNorResumedUnasked() {
        freeze(Opening.NEW, 1);

        assertThatThrownBy(() -> freeze(Opening.NEW, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("--resume")
                .hasMessageContaining("--overwrite");
    }

    @Test
    void resumingWithAnotherConfigurationTellsTheDifference() {
        freeze(Opening.NEW, 1);

        freeze(Opening.RESUME, 1);
        assertThatThrownBy(() -> freeze(Opening.RESUME, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("rate.of: 1, now 2");
    }

    @Test
    void resumingNothingIsRefused() {
        assertThatThrownBy(() -> freeze(Opening.RESUME, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no training to resume");
    }

    @Test
    void overwritingDeletesWhatATrainingLeftAndNothingElse() throws IOException {
        freeze(Opening.NEW, 1);
        Files.writeString(folder().resolve("weights/last.safetensors"), "old");
        Files.writeString(folder().resolve("notes.txt"), "mine");

        freeze(Opening.OVERWRITE, 2);

        assertThat(folder().resolve("weights/last.safetensors")).doesNotExist();
        assertThat(folder().resolve("notes.txt")).hasContent("mine");
    }

    /** As the lists of a training say that came from somebody else. */
    @Test
    void overwritingDeletesNothingOutsideOfTheFolder() throws IOException {
        freeze(Opening.NEW, 1);
        Path marked = Files.writeString(parent.resolve("marked.txt"), "mine");
        Path summed = Files.writeString(parent.resolve("summed.txt"), "mine");
        TrainingFolder.own(folder()).adopt(List.of("../marked.txt"));
        new Checksums(folder(), Checksums.TRAINING).note(Map.of("../summed.txt", Checksums.Entry.of("00")));

        freeze(Opening.OVERWRITE, 2);

        assertThat(marked).hasContent("mine");
        assertThat(summed).hasContent("mine");
    }

    @Test
    void aStateOutsideOfTheFolderIsNeitherDeletedNorGoneOnWith() throws IOException {
        freeze(Opening.NEW, 1);
        Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
        Path state = Files.writeString(elsewhere.resolve("state.safetensors"), "old");
        Files.delete(folder().resolve("checkpoint"));
        Files.createSymbolicLink(folder().resolve("checkpoint"), elsewhere);

        assertThatThrownBy(() -> freeze(Opening.OVERWRITE, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(TrainingFolder.CHECKPOINT + ": is not deleted", "a link in its path");
        assertThat(state).hasContent("old");
        assertThat(folder().resolve("config.json")).as("nothing is deleted").exists();
    }

    @Test
    void aFolderWithoutATrainingIsNotOverwritten() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> freeze(Opening.OVERWRITE, 1)).isInstanceOf(HualeException.class);
        assertThatThrownBy(() -> freeze(Opening.NEW, 1)).isInstanceOf(HualeException.class);
        assertThat(folder()).isDirectoryNotContaining("glob:**.json");
    }

    @Test
    void twoTrainingsInOneFolderAreRefused() {
        try (TrainingFolder first = TrainingFolder.open(folder(), Opening.NEW)) {
            assertThat(first.path()).isEqualTo(folder());
            assertThatThrownBy(() -> TrainingFolder.open(folder(), Opening.RESUME))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void unfinishedFilesOfAKilledProcessAreRemoved() throws IOException {
        freeze(Opening.NEW, 1);
        Path unfinished = Files.writeString(
                folder().resolve("checkpoint").resolve(UnfinishedName.of("state.safetensors")), "half");

        freeze(Opening.RESUME, 1);

        assertThat(unfinished).doesNotExist();
    }

    @Test
    void whereTheSumsAreDamagedOverwritingIsTheWayOut() throws IOException {
        freeze(Opening.NEW, 1);
        Files.writeString(folder().resolve(Checksums.FILE), "{");
        assertThatThrownBy(() -> freeze(Opening.RESUME, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(Checksums.FILE + ": damaged", "--overwrite");
        freeze(Opening.OVERWRITE, 2);
        freeze(Opening.RESUME, 2);
    }

    @Test
    void aFolderThatCannotBeClearedIsLetGo() throws IOException {
        freeze(Opening.NEW, 1);
        Path unreadable = Files.createDirectory(folder().resolve(".huale-training.txt"));
        assertThatThrownBy(() -> freeze(Opening.OVERWRITE, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(unreadable.toString());
        Files.delete(unreadable);
        freeze(Opening.OVERWRITE, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESUME", "OVERWRITE"})
    void aTrainingKilledWhileItWroteItsMarkIsGoneOnWith(Opening opening) throws IOException {
        Files.createDirectories(folder());
        for (String name : FolderLock.NAMES) {
            Files.createFile(folder().resolve(name));
        }
        Path unfinished = Files.writeString(folder().resolve(UnfinishedName.of(OwnFiles.MARKER)), "{");
        freeze(opening, 1);
        assertThat(unfinished).doesNotExist();
        freeze(Opening.RESUME, 1);
    }

    @Test
    void oneOfTheLocksAloneIsATrainingThatDied() throws IOException {
        Files.createDirectories(folder());
        assertThat(TrainingFolder.holdsTraining(folder())).isFalse();
        for (String name : FolderLock.NAMES) {
            Path lock = Files.createFile(folder().resolve(name));
            assertThat(TrainingFolder.holdsTraining(folder())).as(name).isTrue();
            Files.delete(lock);
        }
    }

    @Test
    void provenanceOfLaterProcessesIsKept() throws IOException {
        freeze(Opening.NEW, 1);
        freeze(Opening.RESUME, 1);
        freeze(Opening.RESUME, 1);

        assertThat(Files.readString(folder().resolve("provenance.json")).split("\"java\"", -1))
                .hasSize(4);
    }

    /** Which knew fewer keys. */
    @Test
    void whatAnEarlierVersionBeganIsComparedWithAllKeys() {
        freeze(Opening.NEW, 1);
        Map<String, Object> now = Map.of("rate", Map.of("of", 1), "processes", 1);
        try (TrainingFolder folder = TrainingFolder.open(folder(), Opening.RESUME)) {
            assertThatThrownBy(() -> folder.freeze(now, Map.of(), List.of("a")))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll("processes: absent, now 1", "with --overwrite", "delete this folder");
            folder.freeze(now, Map.of(), List.of("a"), then -> {
                Map<Object, Object> all = new HashMap<>(then);
                all.put("processes", 1);
                return all;
            });
        }
    }

    private Path folder() {
        return parent.resolve("run");
    }

    private void freeze(Opening opening, int rate) {
        try (TrainingFolder folder = TrainingFolder.open(folder(), opening)) {
            folder.freeze(Map.of("rate", Map.of("of", rate)), Map.of("java", "17"), List.of("a"));
            folder.makePlaces();
        }
    }
}
