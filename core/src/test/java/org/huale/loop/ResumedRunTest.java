package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.acquire.distinct.Signatures;
import org.huale.dataset.Dataset;
import org.huale.forecast.Expectation;
import org.huale.forecast.NamedFigure;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunCopy;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunRepair;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.UnfinishedName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped, crashed or tampered with. */
class ResumedRunTest {
    private static final int NO_CYCLE = Integer.MAX_VALUE;

    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;
    private Rig whole;

    @BeforeEach
    void makeRigs() {
        rig = new Rig(parent.resolve("run"));
        whole = new Rig(parent.resolve("whole"));
    }

    @Test
    void aCrashAtAnyMomentLeavesWhatCanBeGoneOnWith() throws IOException {
        whole.run();
        Map<String, String> expected = whole.content();
        int moments = whole.moments();
        assertThat(moments).isGreaterThan(100);
        for (int moment = 0; moment < moments; moment++) {
            Rig crashed = new Rig(parent.resolve("crash-" + moment));
            crash(crashed.crashingAt(moment));
            crashed.moments = any -> {};
            crashed.run();
            ActiveLearningLoopTest.assertGoneOnWith(crashed, expected);
        }
    }

    @Test
    void manyCrashesLeaveNoTraceEither() throws IOException {
        whole.run();
        SplittableRandom random = new SplittableRandom(3);
        for (int crashes = 0; crashes < 40; crashes++) {
            crash(rig.crashingAt(random.nextInt(25)));
        }
        rig.moments = any -> {};
        rig.run();
        ActiveLearningLoopTest.assertGoneOnWith(rig, whole.content());
    }

    /** Runs until it crashes, if it does, and leaves in each folder what a process was writing. */
    private static void crash(Rig rig) throws IOException {
        try {
            rig.run();
        } catch (Rig.Crash expected) {
            try (Stream<Path> folders = Files.walk(rig.folder).filter(Files::isDirectory)) {
                for (Path folder : folders.toList()) {
                    leaveUnfinished(folder);
                }
            }
        }
    }

    private static void leaveUnfinished(Path folder) throws IOException {
        for (String name : new String[] {"config.json", "pool.json", "selection.json", "cycle.json"}) {
            Files.writeString(folder.resolve(UnfinishedName.of(name)), "{\"half\":");
        }
    }

    /** Where images are compared, for near-duplicates. */
    @Test
    void aRunThatIsAskedToStopWhileItDecodesDecodesNothingTwice() throws IOException {
        List<Path> read = new ArrayList<>();
        whole.strategy = distinct("whole", read, () -> false);
        whole.run();
        int images = read.size();
        read.clear();
        rig.strategy = distinct("run", read, () -> read.size() == 3);
        assertThat(rig.run()).isInstanceOf(RunEnding.Stopped.class);
        assertThat(read).hasSize(3);
        rig.strategy = distinct("run", read, () -> false);
        rig.run();
        assertThat(read).hasSize(images).doesNotHaveDuplicates();
        ActiveLearningLoopTest.assertSame(rig.content(), whole.content());
    }

    private AcquisitionStrategy distinct(String name, List<Path> read, BooleanSupplier stop) {
        Signatures signatures = Signatures.in(
                parent.resolve(name + ".signatures"),
                file -> {
                    read.add(file);
                    byte[] rgb = new byte[3 * 32 * 32];
                    new SplittableRandom(file.hashCode()).nextBytes(rgb);
                    return new Image(new ImageSize(32, 32), rgb);
                },
                stop);
        return DistinctStrategy.of(StrategyChoice.named("hua").strategy(), NearDuplicates.defaults(), signatures);
    }

    @Test
    void aRunThatIsAskedToStopStopsWithinAStep() {
        whole.run();
        int[] detected = {0};
        rig.listener = new LoopListener() {
            @Override
            public void detected(int images) {
                detected[0] += images;
            }
        };
        rig.stop = () -> detected[0] >= 6;
        assertThat(rig.run()).isEqualTo(new RunEnding.Stopped());
        assertThat(detected[0]).isEqualTo(6);
        rig.stop = () -> false;
        rig.run();
        ActiveLearningLoopTest.assertSame(rig.content(), whole.content());
    }

    @Test
    void aFullDiskLosesNothing() {
        whole.run();
        for (int moment = 1; moment < 40; moment += 3) {
            int full = moment;
            rig.moments = number -> {
                if (number == full) {
                    throw new HualeException("cycle.json: cannot be written: No space left on device");
                }
            };
            try {
                rig.run();
            } catch (HualeException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }
        rig.moments = any -> {};
        rig.run();
        ActiveLearningLoopTest.assertGoneOnWith(rig, whole.content());
    }

    @Test
    void aFinishedRunDoesNothingMore() {
        rig.run();
        Map<String, String> before = rig.content();
        int tasks = rig.tasks.size();
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("3 cycles are done"));
        assertThat(rig.tasks).hasSize(tasks);
        assertThat(rig.content()).isEqualTo(before);
    }

    /** As a process leaves them that died while it wrote the tables of its first cycle. */
    @Test
    void tablesThatHadNoSumsYetAreMadeAnew() throws IOException {
        rig.run();
        Map<String, String> before = rig.content();
        new Checksums(rig.folder, Checksums.RUN)
                .forget(List.of("cycles.csv", "metrics.jsonl", "events.out.tfevents.huale"));
        Path table = rig.folder.resolve("cycles.csv");
        Files.writeString(table, Files.readAllLines(table).get(0));
        rig.run();
        ActiveLearningLoopTest.assertGoneOnWith(rig, before);
    }

    @Test
    void aSecondProcessIsRefused() {
        rig.run();
        try (RunFolder first = RunFolder.open(rig.folder)) {
            assertThatThrownBy(() -> RunFolder.open(rig.folder))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("another process is working on this run");
            assertThat(first.cycles()).isEqualTo(3);
        }
        RunFolder.open(rig.folder).close();
    }

    @Test
    void anEditedConfigurationIsNamed() throws IOException {
        rig.run();
        Path config = rig.folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"budget\" : 2", "\"budget\" : 3"));
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("config.json: was changed", "budget: 2, now 3");
        Files.writeString(config, Files.readString(config).replace("\"budget\" : 3", "\"budget\" : 2"));
        rig.run();
    }

    @Test
    void theNumberOfCyclesMayChange() {
        rig.run();
        try (RunFolder opened = RunFolder.open(rig.folder)) {
            opened.resumed(Map.of("huale", "later"), "{\"budget\": 2, \"cycles\": 5}");
        }
        rig.options = new LoopOptions(7, 2, 5, 0, 0, true, LoopOptions.Keep.defaults());
        rig.run();
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 4, 6, 8, 9);
        assertThat(RunFolder.read(rig.folder).summary().config()).contains("\"cycles\" : 5");
    }

    /** Its detector has learned what was annotated before, and what is annotated now is for the next one. */
    @Test
    void whileARunWaitsTheForecastIsOfTheImagesThatItWaitsFor() {
        rig.options = new LoopOptions(7, 2, 9, 5, 0, true, LoopOptions.Keep.defaults());
        waitIn(1);
        RunHistory history = RunFolder.read(rig.folder);
        assertThat(history.cycles()).hasSize(1);
        Expectation expectation = forecast(history);
        assertThat(expectation.last().x()).isEqualTo(4);
        assertThat(NamedFigure.of(RunFolder.evaluations(rig.folder, 1).orElseThrow(), LoopOptions.USUAL_FIGURE))
                .hasValue(expectation.last().y());
        assertThat(expectation.next()).as("all that the total budget leaves").isEqualTo(5);

        rig.oracle = oracle -> oracle;
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(forecast(RunFolder.read(rig.folder)).last().x()).isEqualTo(5);
    }

    /** The record of the cycle that was the last one says nothing of what is chosen when the run goes on. */
    @Test
    void theForecastOfARunThatGoesOnIsOfTheImagesThatItThenChose() {
        rig.run();
        assertThat(forecast(RunFolder.read(rig.folder)).next()).isEqualTo(8);
        rig.options = new LoopOptions(7, 2, 5, 7, 0, true, LoopOptions.Keep.defaults());
        waitIn(2);
        assertThat(forecast(RunFolder.read(rig.folder)).next()).isEqualTo(7);
    }

    private void waitIn(int cycle) {
        rig.oracle = oracle ->
                request -> request.cycle() == cycle ? new Oracle.Pending(0, 2, "annotate") : oracle.annotate(request);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
    }

    private static Expectation forecast(RunHistory history) {
        return history.expectation(LoopOptions.USUAL_FIGURE).orElseThrow();
    }

    /** It notes its origin first, then the configuration with a key that an earlier version did not have. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatDiesWhileItNotesThatItGoesOnLosesNothing(boolean hasSum) {
        int deaths = 0;
        for (boolean died = true; died; deaths++) {
            Rig resumed = new Rig(parent.resolve("resumed-" + deaths));
            resumed.run();
            if (!hasSum) {
                new Checksums(resumed.folder, Checksums.RUN).forget(List.of("config.json"));
            }
            died = diesAt(deaths, resumed.folder);
            assertThat(resumed.run()).as("after a death at write " + deaths).isInstanceOf(RunEnding.Done.class);
            assertThat(RunCheck.of(resumed.folder).lines()).isEmpty();
        }
        assertThat(deaths).as("two files and their sums").isGreaterThan(4);
    }

    private static boolean diesAt(int last, Path run) {
        int[] moment = {0};
        RunFiles dying = new RunFiles(run, (file, write) -> {
            if (moment[0]++ == last) {
                throw new Rig.Crash();
            }
            write.run();
        });
        try (RunFolder opened = RunFolder.open(dying)) {
            opened.resumed(Map.of("huale", "later"), "{\"budget\": 2, \"cycles\": 3, \"oracle\": {\"url\": \"\"}}");
            return false;
        } catch (Rig.Crash expected) {
            return true;
        }
    }

    /** It notes what the configuration is to hold before it writes it. */
    @Test
    void aProcessThatDiesAsItBeginsARunLeavesOneThatCanBeOpened() {
        Path config = rig.folder.resolve("config.json");
        RunFiles dying = new RunFiles(rig.folder, (file, write) -> {
            if (file.equals(config)) {
                throw new Rig.Crash();
            }
            write.run();
        });
        assertThatThrownBy(() -> RunFolder.create(dying, rig.summary())).isInstanceOf(Rig.Crash.class);
        assertThat(config).doesNotExist();
        RunCheck.requireSoundOrNone(rig.folder);
        RunFolder.open(rig.folder).close();
        assertThat(config).exists();
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        whole.run();
        ActiveLearningLoopTest.assertGoneOnWith(rig, whole.content());
    }

    /** Answers as an annotator would, but not yet in the first cycle unless the work is done. */
    private static Oracle people(Oracle truth, boolean done) {
        return peopleInTheMidstOf(done ? NO_CYCLE : 0, truth);
    }

    /** Answers as an annotator would, but not yet in a cycle, -1 for the initial set. */
    private static Oracle peopleInTheMidstOf(int cycle, Oracle truth) {
        return new Oracle() {
            @Override
            public boolean asksPeople() {
                return true;
            }

            @Override
            public Answer annotate(Request request) {
                return request.cycle() == cycle ? new Pending(0, 2, "annotate") : truth.annotate(request);
            }
        };
    }

    @Test
    void aPoolMayGrowWhileARunWaits() throws IOException {
        rig.oracle = truth -> people(truth, false);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        String selected = Files.readString(rig.folder.resolve("cycle-0/selection.json"));
        rig.pool = Rig.dataset("pool", 12);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        assertThat(rig.folder.resolve("cycle-0/selection.json")).content().isEqualTo(selected);
        rig.oracle = truth -> people(truth, true);
        rig.options = new LoopOptions(7, 2, 9, 0, 0, true, LoopOptions.Keep.defaults());
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void aPoolThatGrewMayNotShrinkOrChange() {
        rig.oracle = truth -> people(truth, false);
        rig.run();
        rig.pool = Rig.dataset("pool", 12);
        rig.run();
        rig.pool = Rig.dataset("pool", 11);
        assertThatThrownBy(rig::run)
                .hasMessageContainingAll(
                        "the data are not those", "pool.images: 12, now 11", "No longer in the pool: pool11")
                .hasMessageNotContaining("huale validate");
        Dataset more = Rig.dataset("pool", 14);
        rig.pool = new Dataset("pool", more.classes(), more.images().subList(1, 14));
        assertThatThrownBy(rig::run).hasMessageContainingAll("the data are not those", "pool.images: 12, now 13");
        rig.pool = more;
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
    }

    @Test
    void theGroundTruthOfARunDoesNotGrow() {
        rig.run();
        rig.pool = Rig.dataset("pool", 12);
        assertThatThrownBy(rig::run).hasMessageContainingAll("the data are not those", "pool.images: 9, now 12");
    }

    /** From 9 images to 12. */
    private void crashAsThePoolGrows(int moment) {
        rig.oracle = truth -> people(truth, false);
        rig.run();
        rig.pool = Rig.dataset("pool", 12);
        rig.crashingAt(moment);
        assertThatThrownBy(rig::run).isInstanceOf(Rig.Crash.class);
        rig.moments = any -> {};
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aCrashWhileAPoolGrowsLosesNothing(int moment) {
        crashAsThePoolGrows(moment);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        rig.pool = Rig.dataset("pool", 13);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        rig.pool = Rig.dataset("pool", 12);
        assertThatThrownBy(rig::run).hasMessageContaining("pool.images: 13, now 12");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aPoolMayGrowFurtherAfterACrashWhileItGrew(int moment) {
        crashAsThePoolGrows(moment);
        rig.pool = Rig.dataset("pool", 14);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        rig.pool = Rig.dataset("pool", 12);
        assertThatThrownBy(rig::run).hasMessageContaining("pool.images: 14, now 12");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void imagesThatCameWithACrashMayBeTakenAwayAgain(int moment) {
        crashAsThePoolGrows(moment);
        for (int images : List.of(9, 9, 13)) {
            rig.pool = Rig.dataset("pool", images);
            assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        }
    }

    @Test
    void aPoolMayGrowAfterACrashAtAnyMomentOfTheBeginning() {
        for (int moment = 0; moment < 24; moment++) {
            Rig crashed = new Rig(parent.resolve("begun-" + moment));
            crashed.oracle = truth -> people(truth, false);
            crashed.crashingAt(moment);
            assertThatThrownBy(crashed::run).isInstanceOf(Rig.Crash.class);
            crashed.moments = any -> {};
            crashed.pool = Rig.dataset("pool", 12);
            assertThat(crashed.run()).as("after " + moment).isInstanceOf(RunEnding.Waiting.class);
        }
    }

    /** So that the same comes out, and answers that are there fit it. */
    @ParameterizedTest
    @ValueSource(strings = {"initial.json", "cycle-0/selection.json", "cycle-0/trained.json", "cycle-1/selection.json"})
    void whatIsDoneAgainDoesNotSeeImagesThatCameSince(String lost) throws IOException {
        rig.oracle = truth -> people(truth, false);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        rig.pool = Rig.dataset("pool", 12);
        rig.oracle = truth -> people(truth, true);
        rig.options = new LoopOptions(7, 2, 9, 0, 0, true, LoopOptions.Keep.defaults());
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        Map<String, String> before = rig.content();
        rig.tasks.clear();
        Files.delete(rig.folder.resolve(lost));
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        ActiveLearningLoopTest.assertSame(rig.content(), before);
        assertThat(rig.tasks)
                .allSatisfy(it -> assertThat(it.images().unlabeled().images()).hasSize(7))
                .hasSize(lost.endsWith("trained.json") ? 1 : 0);
    }

    /** Images that come while a selection is gone are for the cycles after it. */
    @Test
    void imagesThatComeWhileASelectionIsLostAreNotSeenByIt() throws IOException {
        rig.oracle = truth -> people(truth, false);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        String selected = Files.readString(rig.folder.resolve("cycle-0/selection.json"));
        Files.delete(rig.folder.resolve("cycle-0/selection.json"));
        rig.pool = Rig.dataset("pool", 12);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        assertThat(rig.folder.resolve("cycle-0/selection.json")).content().isEqualTo(selected);
    }

    /** As where people find more images while a choice is damaged that they still work on. */
    @ParameterizedTest
    @CsvSource({"initial.json, -1", "cycle-0/selection.json, 0", "cycle-0/trained.json, 0"})
    void imagesThatComeBeforeARepairAreNotSeenByWhatIsDoneAgain(String damaged, int waiting) throws IOException {
        rig.oracle = truth -> peopleInTheMidstOf(waiting, truth);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        Path choice = rig.folder.resolve(waiting < 0 ? "initial.json" : "cycle-0/selection.json");
        String chosen = Files.readString(choice);
        Files.writeString(rig.folder.resolve(damaged), "{}");
        assertThat(RunRepair.of(rig.folder, Instant.EPOCH)).isNotEmpty();
        assertThat(choice).doesNotExist();
        rig.pool = Rig.dataset("pool", 12);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        assertThat(choice).content().isEqualTo(chosen);
        assertThat(PoolParts.in(new RunFiles(rig.folder)).parts())
                .extracting(PoolParts.Part::first)
                .containsExactly(-1, waiting + 1);
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
    }

    @Test
    void aRemovedImageIsNoticedAndNothingIsLost() {
        rig.crashingAt(40);
        assertThatThrownBy(rig::run).isInstanceOf(Rig.Crash.class);
        rig.moments = any -> {};
        rig.pool = Rig.dataset("pool", 8);
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("the data are not those", "pool.images: 9, now 8");
        rig.pool = Rig.dataset("pool", 9);
        whole.run();
        rig.run();
        ActiveLearningLoopTest.assertSame(rig.content(), whole.content());
    }

    @Test
    void weightsToBeginWithThatWereExchangedAreNoticed() throws IOException {
        rig.firstWeights = Map.of("detector", "first sha256:a");
        rig.run();
        String data = Files.readString(rig.folder.resolve("data.json"));
        rig.firstWeights = Map.of("detector", "first sha256:b");
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "the weights to begin with are not those",
                        "weights.detector: \"first sha256:a\", now",
                        "config.json");
        rig.firstWeights = Map.of(); // gone, and needed no more
        rig.run();
        assertThat(rig.folder.resolve("data.json")).content().isEqualTo(data);
    }

    @Test
    void weightsToBeginWithAreAddedToARunOfAnEarlierVersion() throws IOException {
        rig.run();
        whole.run();
        rig.firstWeights = Map.of("backbone", "first sha256:a");
        rig.run();
        assertThat(rig.folder.resolve("data.json")).content().contains("first sha256:a");
        assertThat(RunCopy.differences(rig.folder, whole.folder, run -> "{}")).isEmpty();
        rig.firstWeights = Map.of("backbone", "first sha256:b");
        assertThatThrownBy(rig::run)
                .hasMessageContainingAll("the weights to begin with are not those", "weights.backbone");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        rig.run();
        Files.writeString(rig.folder.resolve("cycle-1/cycle.json"), "{\"cycle\": ");
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("cycle-1", "cycle.json: damaged");
        Files.delete(rig.folder.resolve("cycle-1/cycle.json"));
        whole.run();
        rig.run();
        ActiveLearningLoopTest.assertSame(rig.content(), whole.content());
    }

    @Test
    void aFolderInUseIsNotRunIn() throws IOException {
        Files.createDirectories(rig.folder);
        Files.writeString(rig.folder.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(rig::run).isInstanceOf(HualeException.class).hasMessageContaining("thesis.txt");
        whole.run();
        assertThatThrownBy(() -> RunFolder.create(whole.folder, whole.summary()))
                .hasMessageContaining("holds a run already; 'huale resume");
        assertThatThrownBy(() -> RunFolder.open(rig.folder)).hasMessageContaining("holds no run to resume");
        assertThatThrownBy(() -> RunFolder.read(rig.folder)).hasMessageContaining("holds no run");
    }

    @Test
    void anUnfinishedRunCanBeReadWhileItIsLocked() {
        rig.crashingAt(60);
        assertThatThrownBy(rig::run).isInstanceOf(Rig.Crash.class);
        try (RunFolder opened = RunFolder.open(rig.folder)) {
            RunHistory history = RunFolder.read(rig.folder);
            assertThat(history.cycles()).hasSize(opened.cycles());
            assertThat(history.summary().strategy()).isEqualTo("hua");
            assertThat(history.summary().classes()).containsExactly("cat", "dog", "rare");
        }
    }
}
