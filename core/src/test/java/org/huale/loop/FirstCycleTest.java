package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.acquire.StrategyChoice;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunJson;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A first cycle that is trained once and taken by other runs. */
class FirstCycleTest {
    private static final String SHARED = "cycle-0/shared.json";

    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig first;
    private Rig taking;
    private Rig alone;

    @BeforeEach
    void makeRigs() {
        first = new Rig(parent.resolve("first"));
        first.strategy = StrategyChoice.named("random").strategy();
        first.options = new LoopOptions(7, 2, 1, 0, 0, true, LoopOptions.Keep.defaults());
        taking = new Rig(parent.resolve("deeper/taking"));
        taking.first = first.folder;
        alone = new Rig(parent.resolve("alone"));
    }

    @Test
    void aRunThatTookItsFirstCycleIsTheRunThatTrainedItself() {
        first.run();
        assertThat(taking.run()).isEqualTo(new RunEnding.Done("3 cycles are done"));
        alone.run();
        assertThat(taking.tasks).hasSize(2);
        assertThat(alone.tasks).hasSize(3);
        Map<String, String> content = taking.content();
        assertThat(content.remove(SHARED)).isNotNull();
        ActiveLearningLoopTest.assertSame(content, alone.content());
    }

    @Test
    void aRunOfOneCycleCanTakeAllOfIt() {
        first.run();
        taking.options = first.options;
        alone.options = first.options;
        taking.run();
        alone.run();
        assertThat(taking.tasks).isEmpty();
        Map<String, String> content = taking.content();
        content.remove(SHARED);
        ActiveLearningLoopTest.assertSame(content, alone.content());
    }

    @Test
    void aRunThatHasGoneOnGivesItsFirstCycleOnly() {
        first.options = alone.options;
        first.run();
        taking.run();
        alone.run();
        Map<String, String> content = taking.content();
        content.remove(SHARED);
        ActiveLearningLoopTest.assertSame(content, alone.content());
    }

    @Test
    void aCrashAtAnyMomentOfTakingLeavesWhatCanBeGoneOnWith() throws IOException {
        first.run();
        alone.run();
        Map<String, String> expected = alone.content();
        for (int moment = 0; moment < 30; moment++) {
            Rig crashed = new Rig(parent.resolve("deeper/crash-" + moment)).crashingAt(moment);
            crashed.first = first.folder;
            assertThatThrownBy(crashed::run).isInstanceOf(Rig.Crash.class);
            leaveHalfACycle(crashed.folder);
            crashed.moments = any -> {};
            crashed.run();
            Map<String, String> content = crashed.content();
            content.remove(SHARED);
            ActiveLearningLoopTest.assertSame(content, expected);
        }
    }

    /** A benchmark that was begun by an earlier version goes on. */
    @Test
    void keysThatTheOtherRunDoesNotKnowMayHaveTheirUsualValues() {
        first.settings = Map.of("data", Map.of("pool", "x"), "evaluation", Map.of("batchSize", 4));
        first.run();
        taking.settings = Map.of(
                "data",
                Map.of("pool", "x", "testShare", 0.0, "classNames", List.of()),
                "evaluation",
                Map.of("batchSize", 4, "maxDetections", 100),
                "stop",
                Map.of("plateau", 0.01));
        taking.run();
        assertThat(taking.tasks).as("the first training is taken over").hasSize(2);
    }

    private static void leaveHalfACycle(Path run) throws IOException {
        Path training = run.resolve(".cycle-0." + ProcessHandle.current().pid() + ".tmp/training");
        Files.createDirectories(training);
        Files.writeString(training.resolve("metrics.csv"), "half");
    }

    @Test
    void provenanceSaysWhereTheFirstCycleComesFromAndTimesAreTheOthers() throws IOException {
        first.run();
        taking.run();
        JsonNode shared = RunJson.mapper().readTree(Files.readString(taking.folder.resolve(SHARED)));
        assertThat(shared.get("from").asString()).isEqualTo("../../../first");
        assertThat(RunFolder.read(taking.folder).summary().provenance()).containsEntry("firstCycle", "../../../first");
        Map<String, Double> seconds = taking.records().get(0).seconds();
        assertThat(seconds).containsAllEntriesOf(first.records().get(0).seconds());
        assertThat(seconds).containsKeys("select", "annotate");
    }

    @Test
    void bothRunsStandAloneAfterwards() throws IOException {
        first.run();
        taking.run();
        Map<String, String> before = taking.content();
        delete(first.folder);
        Path moved = parent.resolve("moved");
        Files.move(taking.folder, moved);
        Rig after = new Rig(moved);
        assertThat(after.run()).isEqualTo(new RunEnding.Done("3 cycles are done"));
        assertThat(after.content()).isEqualTo(before);
    }

    @Test
    void aFirstCycleThatWasBegunIsNotReplaced() throws IOException {
        first.run();
        alone.run();
        Map<String, String> before = alone.content();
        try (RunFolder opened = RunFolder.open(alone.folder)) {
            opened.takeFirstCycle(first.folder, Rig.configOf(first.folder));
        }
        assertThat(alone.content()).isEqualTo(before);
    }

    @Test
    void aRunThatDiffersInWhatBearsOnTheFirstCycleIsRefused() {
        first.settings = Map.of("seed", 7, "strategy", "random", "budget", 5);
        taking.settings = Map.of("seed", 8, "strategy", "hua", "budget", 2);
        first.run();
        assertThatThrownBy(taking::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("its first cycle cannot be taken")
                .hasMessageContaining("seed: 7, now 8")
                .hasMessageNotContaining("budget");
    }

    /** A benchmark whose first cycles are done goes on with more of it. */
    @Test
    void howLongProcessesWaitForEachOtherBearsOnNothing() {
        first.settings = Map.of("training", Map.of("exchange", Map.of("patience", 0)));
        taking.settings = Map.of("training", Map.of("exchange", Map.of("patience", 3600)));
        first.run();
        taking.run();
        assertThat(taking.tasks).as("the first training is taken over").hasSize(2);
    }

    @Test
    void aFirstCycleThatIsNotThereYetIsRefused() throws IOException {
        assertThatThrownBy(taking::run).isInstanceOf(HualeException.class).hasMessageContaining("holds no run");
        first.run();
        Files.delete(first.folder.resolve("cycle-0/evaluation.json"));
        assertThatThrownBy(taking::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("not trained and evaluated yet");
    }

    @Test
    void changedAnnotationsOfTheInitialSetDoNotReachARunThatTookTheFirstCycle() throws IOException {
        first.run();
        taking.run();
        assertThat(taking.folder.resolve("initial-annotations.json"))
                .hasSameBinaryContentAs(first.folder.resolve("initial-annotations.json"));
    }

    @Test
    void changedImagesAreNoticedThroughTheFirstCycle() {
        first.run();
        taking.pool = Rig.dataset("pool", 8);
        assertThatThrownBy(taking::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the data are not those that the run began with");
    }

    @Test
    void deletingWeightsLeavesWhatAnExtensionNeeds() {
        alone.run();
        try (RunFolder opened = RunFolder.open(alone.folder)) {
            opened.deleteWeights(false);
        }
        assertThat(weights(alone)).containsExactly(2);
        alone.options = new LoopOptions(7, 2, 4, 0, 0, true, LoopOptions.Keep.defaults());
        assertThat(alone.run()).isEqualTo(new RunEnding.Done("4 cycles are done"));
        Rig whole = new Rig(parent.resolve("whole"));
        whole.options = alone.options;
        whole.run();
        assertThat(alone.content().get("cycle-3/evaluation.json"))
                .isEqualTo(whole.content().get("cycle-3/evaluation.json"));
        try (RunFolder opened = RunFolder.open(alone.folder)) {
            opened.deleteWeights(true);
        }
        assertThat(weights(alone)).isEmpty();
        assertThat(RunFolder.cyclesEnded(alone.folder)).isEqualTo(4);
    }

    /** As of a trainer of an extension, which may keep them beside what is not its own. */
    @Test
    void weightsThatATrainerKeepsElsewhereAreNotDeleted() throws IOException {
        Path shared = parent.resolve("models/last");
        alone.shared = shared;
        alone.run();
        Path beside = Files.writeString(shared.resolveSibling("thesis"), "mine");
        try (RunFolder opened = RunFolder.open(alone.folder)) {
            opened.deleteWeights(true);
        }
        assertThat(beside).hasContent("mine");
        assertThat(shared).exists();
        assertThat(alone.run()).isEqualTo(new RunEnding.Done("3 cycles are done"));
    }

    private static List<Integer> weights(Rig rig) {
        List<Integer> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < RunFolder.cyclesEnded(rig.folder); cycle++) {
            if (Files.exists(rig.folder.resolve("cycle-" + cycle + "/training/weights/last"))) {
                cycles.add(cycle);
            }
        }
        return cycles;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
