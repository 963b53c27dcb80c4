package org.huale.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyChoice;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.forecast.Expectation;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunJson;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveLearningLoopTest {
    private static final LoopOptions.Keep NOTHING = LoopOptions.Keep.defaults();

    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;

    @BeforeEach
    void makeRig() {
        rig = new Rig(parent.resolve("run"));
    }

    @Test
    void stepsComeInOrderAndNothingIsSelectedAfterTheLastCycle() {
        List<String> heard = new ArrayList<>();
        rig.listener = Rig.noting(heard);
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("3 cycles are done"));
        assertThat(heard)
                .containsExactly(
                        "0 train 2",
                        "0 evaluate 4",
                        "0 select 7",
                        "0 annotate 2",
                        "0 finished",
                        "1 train 4",
                        "1 evaluate 4",
                        "1 select 5",
                        "1 annotate 2",
                        "1 finished",
                        "2 train 6",
                        "2 evaluate 4",
                        "2 finished");
    }

    @Test
    void recordsTellWhatWasMeasured() {
        rig.run();
        List<CycleRecord> records = rig.records();
        assertThat(records).extracting(CycleRecord::images).containsExactly(2, 4, 6);
        CycleRecord first = records.get(0);
        assertThat(first.evaluations()).containsOnlyKeys("voc", "coco");
        assertThat(requireNonNull(first.evaluations().get("voc")).figures())
                .containsOnlyKeys("AP-eleven-point", "AP-all-point");
        assertThat(first.boxesPerClass().stream().mapToInt(it -> it).sum()).isEqualTo(first.boxes());
        assertThat(first.forwards()).containsEntry("original", 7).containsKey("flipped");
        assertThat(first.seconds()).containsOnlyKeys("train", "evaluate", "select", "annotate");
        assertThat(first.peakMegabytes()).isPositive();
        assertThat(records.get(2).selection()).isNull();
        assertThat(records.get(2).forwards()).isEmpty();
    }

    @Test
    void viewsAreCountedByKindWhateverWasDrawnForThem() throws IOException {
        rig.strategy = StrategyChoice.named("cald").strategy();
        rig.run();
        assertThat(rig.records().get(0).forwards()).containsKeys("original", "flipped", "cut-out", "rotated-5");
        assertThat(rig.records().get(1).forwards().keySet())
                .isEqualTo(rig.records().get(0).forwards().keySet());
        assertThat(Files.readAllLines(rig.folder.resolve("cycles.csv")).get(0).split(","))
                .filteredOn(name -> name.startsWith("forwards/"))
                .containsExactlyInAnyOrder(
                        "forwards/cut-out",
                        "forwards/flipped",
                        "forwards/original",
                        "forwards/rotated-5",
                        "forwards/shrunken-0p8");
    }

    @Test
    void theChosenCarryWhatTheStrategySawOfThemWithoutFeatures() {
        rig.run();
        RunHistory history = RunFolder.read(rig.folder);
        assertThat(history.chosen(history.cycles().get(0), 9)).hasSize(2).allSatisfy(chosen -> {
            assertThat(requireNonNull(chosen.original()).evidence()).isNull();
            assertThat(chosen.flipped()).isNotNull();
            assertThat(chosen.file()).isAbsolute();
            assertThat(chosen.score().explanation().parts()).isNotEmpty();
        });
    }

    @Test
    void aStrategyThatSeesNothingLeavesNoDetections() {
        rig.strategy = StrategyChoice.named("random").strategy();
        rig.run();
        RunHistory history = RunFolder.read(rig.folder);
        assertThat(history.chosen(history.cycles().get(0), 9))
                .hasSize(2)
                .allMatch(it -> it.original() == null && it.flipped() == null);
        assertThat(rig.records().get(0).forwards()).isEmpty();
    }

    @Test
    void onlyRevealedAnnotationsReachTrainingAndStrategy() throws IOException {
        Spy spy = new Spy(rig.strategy);
        rig.strategy = spy;
        rig.run();
        TreeSet<String> revealed = new TreeSet<>();
        for (String line : Files.readAllLines(rig.folder.resolve("audit.log"))) {
            revealed.add(RunJson.mapper().readTree(line).get("image").asString());
        }
        assertThat(revealed).hasSize(6);
        assertThat(ids(rig.tasks.get(2).images().labeled())).isEqualTo(revealed);
        assertThat(ids(spy.last().labeled())).hasSize(4).allMatch(revealed::contains);
        assertThat(spy.last().unlabeled())
                .allMatch(
                        id -> spy.last().predictions().record(id).annotations().isEmpty());
        assertThat(spy.last().unlabeled()).isSorted();
    }

    @Test
    void strategiesOfOneSeedShareTheInitialSetToTheBit() throws IOException {
        Rig other = new Rig(parent.resolve("other"));
        other.strategy = StrategyChoice.named("random").strategy();
        rig.run();
        other.run();
        for (String name : List.of("initial.json", "initial-annotations.json", "cycle-0/trained.json")) {
            assertThat(rig.folder.resolve(name)).hasSameBinaryContentAs(other.folder.resolve(name));
        }
    }

    @Test
    void aPoolSmallerThanTheBudgetEndsWithEveryImageLabeled() {
        rig.options = new LoopOptions(7, 5, 9, 0, 0, false, NOTHING);
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("every image is labeled"));
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 7, 9);
    }

    @Test
    void theTotalBudgetIsNotExceeded() {
        rig.options = new LoopOptions(7, 2, 9, 5, 0, false, NOTHING);
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("the total budget is spent"));
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 4, 5);
    }

    /** The last images that the total budget allows are fewer than those of a whole batch. */
    @Test
    void theForecastAfterACycleIsOfTheImagesThatItChose() {
        List<Expectation> heard = new ArrayList<>();
        rig.listener = new LoopListener() {
            @Override
            public void expects(int cycle, Expectation expectation) {
                heard.add(expectation);
            }
        };
        rig.options = new LoopOptions(7, 2, 9, 5, 0, false, NOTHING);
        rig.run();
        assertThat(heard).extracting(Expectation::next).containsExactly(5.0, 7.0);
    }

    @Test
    void moreCyclesComeOutAsIfPlannedFromTheBeginning() {
        Rig whole = new Rig(parent.resolve("whole"));
        whole.run();
        rig.options = new LoopOptions(7, 2, 1, 0, 0, true, NOTHING);
        rig.run();
        rig.options = whole.options;
        rig.run();
        assertSame(rig.content(), whole.content(), "config.json");
    }

    @Test
    void trainingBeginsWithTheCycleBeforeWhereWanted() {
        rig.run();
        assertThat(rig.tasks.get(0).previous()).isNull();
        DetectorTrainer.Previous previous = requireNonNull(rig.tasks.get(1).previous());
        assertThat(previous.weights()).hasFileName("last").exists();
        assertThat(previous.names()).contains(Rig.CLASSES);
        assertThat(rig.tasks).extracting(it -> it.seed()).doesNotHaveDuplicates();
    }

    @Test
    void trainingBeginsAnewInEachCycleOtherwise() {
        rig.options = new LoopOptions(7, 2, 3, 0, 0, false, NOTHING);
        rig.run();
        assertThat(rig.tasks).hasSize(3).allMatch(it -> it.previous() == null);
    }

    @Test
    void cyclesKeepTheirWeightsAndNoCheckpointsOrPredictions() {
        rig.run();
        assertThat(rig.folder.resolve("cycle-0/training/weights/last")).exists();
        assertThat(rig.folder.resolve("cycle-0/training/checkpoint")).doesNotExist();
        assertThat(rig.folder.resolve("cycle-0/predictions")).doesNotExist();
        Rig hoarder = new Rig(parent.resolve("hoarder"));
        hoarder.options = new LoopOptions(7, 2, 2, 0, 0, false, new LoopOptions.Keep(true, true));
        hoarder.run();
        assertThat(hoarder.folder.resolve("cycle-0/training/checkpoint")).exists();
        assertThat(hoarder.folder.resolve("cycle-0/predictions")).isNotEmptyDirectory();
    }

    @Test
    void peopleAreWaitedForAndGoneOnWith() {
        rig.oracle = oracle -> request ->
                request.cycle() == 0 ? new Oracle.Pending(1, 2, "annotate, then resume") : oracle.annotate(request);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        assertThat(rig.folder.resolve("cycle-0/selection.json")).exists();
        assertThat(rig.folder.resolve("cycle-0/annotations.json")).doesNotExist();
        rig.oracle = oracle -> oracle;
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
    }

    @Test
    void aStrategyThatChoosesTooFewIsFoundOut() {
        rig.strategy = new Spy(rig.strategy) {
            @Override
            public Selection select(Query query) {
                return Selection.none();
            }
        };
        assertThatThrownBy(rig::run).hasMessageContaining("was to choose 2 of 7 unlabeled images and chose 0");
    }

    @Test
    void aDetectorThatPassesOverAnImageIsNotMeasured() {
        rig.passedOver = 1;
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the detector gave no result for 1 of the ");
        assertThat(rig.folder.resolve("cycle-0/evaluation.json")).doesNotExist();
    }

    @Test
    void numbersOfAllCyclesAreInTables() throws IOException {
        rig.run();
        List<String> rows = Files.readAllLines(rig.folder.resolve("cycles.csv"));
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).startsWith("cycle,images,boxes,class-entropy,voc/AP-eleven-point,voc/AP-all-point");
        assertThat(rows.get(3)).startsWith("2,6,");
        assertThat(Files.readAllLines(rig.folder.resolve("metrics.jsonl"))).hasSize(3);
        assertThat(rig.folder.resolve("events.out.tfevents.huale")).isNotEmptyFile();
    }

    @Test
    void theEntropyOfTheClassHistogramIsInNats() {
        assertThat(record(2, 2, 0).classEntropy()).isEqualTo(Math.log(2));
        assertThat(record(0, 5, 0).classEntropy()).isZero();
        assertThat(record(0, 0, 0).classEntropy()).isZero();
    }

    private static CycleRecord record(int... perClass) {
        List<Integer> counts = Arrays.stream(perClass).boxed().toList();
        int boxes = Arrays.stream(perClass).sum();
        return new CycleRecord(0, 1, boxes, counts, Map.of(), Map.of(), Map.of(), Map.of(), 0, null);
    }

    static void assertSame(Map<String, String> actual, Map<String, String> expected, String... but) {
        List<String> exempt = List.of(but);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, text) -> {
            if (!exempt.contains(name)) {
                assertThat(text).as(name).isEqualTo(expected.get(name));
            }
        });
    }

    /** What was stopped and gone on with has the files of a run that was not, and each is what was written. */
    static void assertGoneOnWith(Rig stopped, Map<String, String> expected) {
        assertSame(stopped.content(), expected);
        assertThat(RunCheck.of(stopped.folder).lines()).isEmpty();
    }

    private static Set<String> ids(Dataset dataset) {
        Set<String> ids = new TreeSet<>();
        dataset.images().stream().map(ImageRecord::id).map(ImageId::value).forEach(ids::add);
        return ids;
    }

    /** Remembers the last query. */
    private static class Spy implements AcquisitionStrategy {
        private final AcquisitionStrategy strategy;
        private @Nullable Query seen;

        Spy(AcquisitionStrategy strategy) {
            this.strategy = strategy;
        }

        Query last() {
            return requireNonNull(seen);
        }

        @Override
        public String name() {
            return strategy.name();
        }

        @Override
        public Set<EvidencePart> needs() {
            return strategy.needs();
        }

        @Override
        public Selection select(Query query) {
            seen = query;
            return strategy.select(query);
        }
    }
}
