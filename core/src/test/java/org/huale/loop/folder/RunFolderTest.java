package org.huale.loop.folder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileTree;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        new OwnFiles(run, OwnFiles.RUN).adopt(RunFile.names());
        Files.delete(run.resolve("provenance.json"));
        assertThat(RunFolder.holdsRun(run)).as("damaged").isTrue();
        assertThat(RunCheck.of(run).lines()).singleElement().asString().contains("provenance.json: is missing");
    }

    @Test
    void aRunIsOneWithoutItsConfigurationForWhoeverChecks() throws IOException {
        Path run = begun();
        Files.delete(run.resolve("config.json"));
        assertThat(RunFolder.holdsRun(run)).isFalse();
        RunCheck.requireSoundOrNone(run); // nothing shows that the process which began it came further
        Files.writeString(run.resolve("data.json"), "{}");
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

    /** As on two drives of Windows, for which two file systems stand here. */
    @Test
    void aRunThatNoRelativePathLeadsToIsNamedWhole() throws IOException {
        Path cycle = folder.resolve("a/cycle-0");
        assertThat(FirstCycle.place(cycle, folder.resolve("b"))).isEqualTo("../../b");
        try (FileSystem drive = FileSystems.newFileSystem(folder.resolve("drive.zip"), Map.of("create", "true"))) {
            assertThat(FirstCycle.place(cycle, drive.getPath("/runs/b"))).isEqualTo("/runs/b");
        }
    }

    /** Of all cycles of a long run it does not fit into the memory. */
    @Test
    void whatWasSeenIsReadForOneCycleAtATime() {
        Path run = begun();
        new CycleFolder(new RunFiles(run).in("cycle-0"))
                .recorded(new CycleRecord(
                        0, 1, 1, List.of(1), Map.of(), Map.of(), Map.of(), Map.of(), 1, chosen("a", "b", "c")));
        RunHistory history = RunFolder.read(run);
        CycleRecord read = history.cycles().get(0);
        assertThat(requireNonNull(read.selection()).chosen()).hasSize(3).allMatch(it -> it.original() == null);
        assertThat(history.chosen(read, 0)).isEmpty();
        assertThat(history.chosen(read, 2)).hasSize(2).allSatisfy(it -> {
            assertThat(requireNonNull(it.original()).boxes()).containsExactly(1f, 2f, 3f, 4f);
            assertThat(it.flipped()).isNull();
        });
    }

    /** With a detection in each image, and no look at its mirror image. */
    private static SelectionRecord chosen(String... images) {
        Detections found = new Detections(new float[] {1, 2, 3, 4}, new int[] {0}, new float[] {0.5f}, null);
        List<SelectionRecord.Chosen> chosen = Stream.of(images)
                .map(it -> new ImageScore(new ImageId(it), 1, new Explanation("made up", List.of())))
                .map(it -> new SelectionRecord.Chosen(it, Path.of("a.jpg"), new ImageSize(9, 9), found, null))
                .toList();
        return new SelectionRecord(chosen, List.of());
    }

    /** A start with new images notes it, and need not read all that cycles have left. */
    @Test
    void howManyCyclesHaveEndedIsKnownWithoutTheirRecords() throws IOException {
        Path run = begun();
        Files.writeString(Files.createDirectory(run.resolve("cycle-0")).resolve("cycle.json"), "{");
        try (RunFolder opened = RunFolder.open(run)) {
            assertThat(opened.cycles()).isEqualTo(1);
            assertThatThrownBy(() -> opened.deleteWeights(true))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("cycle.json: damaged");
        }
    }

    /** Commands that only show a run open it, too, and it may have come from somebody else. */
    @Test
    void openingARunWritesNothingOutsideOfIt() throws IOException {
        Path run = begun();
        new Checksums(run, Checksums.RUN)
                .note(Map.of("../planted.sh", new Checksums.Entry("00", null, List.of(), "harm", Map.of())));
        assertThatThrownBy(() -> RunFolder.open(run))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("checksums.json: damaged: it has a line for '../planted.sh'", "--repair");
        assertThat(RunRepair.of(run, Instant.EPOCH)).isNotEmpty();
        RunFolder.open(run).close();
        assertThat(folder.resolve("planted.sh")).doesNotExist();
    }

    /** As a run from somebody else names them, or a trainer that keeps them where it likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"../../thesis/w", "training/../../../thesis/w", "link/w", "training/link/w", "training/w", "w"})
    void weightsThatHaveNoFolderOfTheirOwnInTheTrainingStay(String weights) throws IOException {
        Path thesis = Files.createDirectory(folder.resolve("thesis"));
        Path theirs = Files.writeString(thesis.resolve("w"), "years of work");
        Path run = ended(weights);
        Path cycle = run.resolve("cycle-0");
        Path training = Files.createDirectory(cycle.resolve("training"));
        Files.writeString(training.resolve("w"), "another's, too");
        Files.createSymbolicLink(cycle.resolve("link"), thesis);
        Files.createSymbolicLink(training.resolve("link"), thesis);
        deleteWeights(run);
        assertThat(theirs).hasContent("years of work");
        assertThat(training.resolve("w")).exists();
        assertThat(cycle.resolve("cycle.json")).exists();
    }

    @Test
    void weightsOfATrainingThatIsALinkStay() throws IOException {
        Path thesis = Files.createDirectory(folder.resolve("thesis"));
        Path theirs = Files.writeString(
                Files.createDirectory(thesis.resolve("weights")).resolve("w"), "mine");
        Path run = ended("training/weights/w");
        Files.createSymbolicLink(run.resolve("cycle-0/training"), thesis);
        deleteWeights(run);
        assertThat(theirs).hasContent("mine");
    }

    @Test
    void weightsOfACycleThatIsALinkToOneOfAnotherRunStay() throws IOException {
        Path run = ended("training/weights/w");
        Path theirs = Files.move(run.resolve("cycle-0"), folder.resolve("theirs"));
        Path weights = Files.writeString(
                Files.createDirectories(theirs.resolve("training/weights")).resolve("w"), "mine");
        Files.createSymbolicLink(run.resolve("cycle-0"), theirs);
        deleteWeights(run);
        assertThat(weights).hasContent("mine");
    }

    /** As by an extension, in a run whose own place is relative. */
    @Test
    void weightsThatAreNamedByAnAbsolutePathAreDeletedWithTheirSums() throws IOException {
        Path training = folder.resolve("run/cycle-0/training").toAbsolutePath();
        Path run = ended(training.resolve("weights/w").toString());
        Path weights = Files.createDirectories(training.resolve("weights"));
        Files.writeString(weights.resolve("w"), "old");
        RunFiles cycle = new RunFiles(run).in("cycle-0");
        cycle.seal(List.of("training/weights/w"));
        deleteWeights(Path.of("").toAbsolutePath().relativize(run.toAbsolutePath()));
        assertThat(weights).doesNotExist();
        assertThat(training).exists();
        assertThat(cycle.sums()).doesNotContainKey("training/weights/w");
    }

    /** A process may have died between the two. */
    @Test
    void sumsOfWeightsThatAreGoneAreForgotten() throws IOException {
        Path run = ended("training/weights/w");
        RunFiles cycle = new RunFiles(run).in("cycle-0");
        Path weights = Files.createDirectories(cycle.path("training/weights"));
        Files.writeString(weights.resolve("w"), "old");
        cycle.seal(List.of("training/weights/w"));
        FileTree.delete(weights);
        deleteWeights(run);
        assertThat(cycle.sums()).doesNotContainKey("training/weights/w").containsKey("cycle.json");
    }

    private static void deleteWeights(Path run) {
        try (RunFolder opened = RunFolder.open(run)) {
            opened.deleteWeights(true);
        }
    }

    /**
     * A run whose only cycle is over.
     *
     * @param weights as its file names them
     */
    private Path ended(String weights) {
        Path run = begun();
        RunFiles cycle = new RunFiles(run).in("cycle-0");
        cycle.write(CycleFolder.TRAINED, new CycleFolder.Trained(weights, Map.of()));
        new CycleFolder(cycle)
                .recorded(new CycleRecord(0, 1, 1, List.of(1), Map.of(), Map.of(), Map.of(), Map.of(), 1, null));
        return run;
    }

    /** An earlier version left no sums, so that the two files alone tell whether somebody has changed one. */
    @Test
    void whatDecidesNothingOfARunMayDiffer() throws IOException {
        Path run = folder.resolve("earlier");
        String config = "{\"training\": {\"exchange\": {\"backend\": \"auto\", \"patience\": 0}}}";
        RunFolder.create(run, new RunSummary("a", "drawn", "random", "standard", 1, List.of("disc"), config, Map.of()))
                .close();
        Files.delete(run.resolve("checksums.json"));
        Files.writeString(run.resolve("config.json"), config.replace("0", "3600"));
        RunFolder.open(run).close();
        Files.writeString(run.resolve("config.json"), config.replace("auto", "gloo"));
        assertThatThrownBy(() -> RunFolder.open(run))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("training.exchange.backend: \"auto\", now \"gloo\"")
                .hasMessageContaining("may change only cycles (--cycles), stop.plateau (--plateau), predictions and"
                        + " training.exchange.patience ('huale run' with --resume)");
    }

    private static void assertNone(Path folder) {
        assertThat(RunFolder.holdsRun(folder)).isFalse();
        RunCheck.requireSoundOrNone(folder);
        assertThatThrownBy(() -> RunCheck.of(folder)).hasMessage(folder + ": holds no run");
    }
}
