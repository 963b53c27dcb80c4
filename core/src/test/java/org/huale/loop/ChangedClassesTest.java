package org.huale.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.forecast.StopRule;
import org.huale.geometry.Box;
import org.huale.holdout.TestShare;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunRepair;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose classes change on the way. */
class ChangedClassesTest {
    private static final ClassChange MERGE = ClassChange.merge(List.of("dog", "rare"), "animal");
    private static final ClassChange MERGE_PETS = ClassChange.merge(List.of("cat", "dog"), "pet");
    private static final ClassChange MERGE_WOLVES = ClassChange.merge(List.of("wolf", "rare"), "animal");
    private static final ClassChange ADD = ClassChange.add(List.of("bird"));

    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;

    @BeforeEach
    void makeRig() {
        rig = new Rig(parent.resolve("run"));
    }

    private static void change(Rig of, ClassChange change) {
        try (RunFolder opened = RunFolder.open(of.folder)) {
            opened.changeClasses(change, "2026-01-01T00:00:00Z");
        }
    }

    /** People are not done before the run is gone on with a second time. */
    private static void waiting(Rig of, int cycle) {
        of.oracle = oracle ->
                request -> request.cycle() == cycle ? new Oracle.Pending(0, 2, "annotate") : oracle.annotate(request);
        assertThat(of.run()).isInstanceOf(RunEnding.Waiting.class);
        of.oracle = oracle -> oracle;
    }

    private static ClassNames learned(Rig of, int task) {
        return of.tasks.get(task).images().labeled().classes();
    }

    @Test
    void theNextTrainingLearnsTheNewClassesFromAllAnnotations() {
        waiting(rig, 0);
        change(rig, MERGE);
        rig.run();
        assertThat(learned(rig, 0)).isEqualTo(Rig.CLASSES);
        assertThat(learned(rig, 1)).isEqualTo(ClassNames.of("cat", "animal"));
        assertThat(rig.tasks.get(1).images().unlabeled().classes()).isEqualTo(ClassNames.of("cat", "animal"));
        List<Integer> boxes = rig.records().get(2).boxesPerClass();
        assertThat(boxes).hasSize(2);
        assertThat(boxes.stream().mapToInt(it -> it).sum())
                .isEqualTo(rig.records().get(2).boxes());
    }

    /** Anchors that are fitted to it class by class would be others from the change on. */
    @Test
    void theInitialSetStaysAsTheFirstCycleLearnedIt() {
        waiting(rig, 0);
        change(rig, MERGE);
        rig.run();
        Dataset first = rig.tasks.get(0).images().initial();
        assertThat(first.classes()).isEqualTo(Rig.CLASSES);
        assertThat(first.images()).isNotEmpty();
        assertThat(rig.tasks)
                .hasSize(3)
                .allSatisfy(it -> assertThat(it.images().initial()).isEqualTo(first));
    }

    @Test
    void whatTheCycleBeforeLearnedIsOfTheSameClassesUnlessMoreChangedThanNames() {
        waiting(rig, 0);
        change(rig, ClassChange.rename("dog", "wolf"));
        waiting(rig, 1);
        change(rig, MERGE_WOLVES);
        rig.run();
        assertThat(learned(rig, 1)).isEqualTo(ClassNames.of("cat", "wolf", "rare"));
        assertThat(requireNonNull(rig.tasks.get(1).previous()).names()).contains(Rig.CLASSES);
        assertThat(requireNonNull(rig.tasks.get(2).previous()).names()).isEmpty();
    }

    /** Boxes of the same images, class by class, as the data set has them. */
    @Test
    void annotationsOfBeforeAndAfterMeanTheSame() {
        waiting(rig, 1);
        change(rig, MERGE);
        rig.run();
        try (RunFolder opened = RunFolder.open(rig.folder)) {
            Map<ImageId, List<Annotation>> annotations = opened.annotations();
            assertThat(annotations).hasSize(6);
            rig.pool.images().forEach(image -> {
                if (annotations.containsKey(image.id())) {
                    assertThat(annotations.get(image.id()))
                            .extracting(Annotation::classIndex)
                            .isEqualTo(image.annotations().stream()
                                    .map(it -> Math.min(1, it.classIndex()))
                                    .toList());
                }
            });
        }
    }

    /** What was set aside by a repair, or deleted, comes out as it was, and so does all that is made from it. */
    @ParameterizedTest
    @CsvSource({
        "initial-annotations.json, 1, true",
        "initial-annotations.json, 2, false",
        "cycle-0/annotations.json, 1, true",
        "cycle-0/annotations.json, 1, false",
        "cycle-0/annotations.json, 2, true",
        "cycle-0/annotations.json, 2, false",
        "audit.log, 1, true",
        "audit.log, 2, true"
    })
    void anAnswerThatIsAskedForAgainHasTheClassesOfThen(String file, int learned, boolean damaged) throws IOException {
        Rig whole = changed(new Rig(parent.resolve("whole")), learned);
        whole.run();
        changed(rig, learned);
        if (damaged) {
            Files.writeString(rig.folder.resolve(file), "{}");
            assertThat(RunRepair.of(rig.folder, Instant.parse("2026-01-02T03:04:05Z")))
                    .isNotEmpty();
        } else {
            Files.delete(rig.folder.resolve(file));
        }
        rig.run();
        Map<String, String> content = rig.content();
        content.keySet().removeIf(it -> it.startsWith("set-aside-"));
        ActiveLearningLoopTest.assertSame(content, whole.content());
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
        assertAnnotatedAsInThePool();
    }

    /** Whose classes change when cycle 0 is annotated. */
    private static Rig changed(Rig of, int learned) {
        of.pool = ofAllClasses();
        if (learned == 1) {
            of.stop = () -> Files.exists(of.folder.resolve("cycle-0/cycle.json"));
            assertThat(of.run()).isInstanceOf(RunEnding.Stopped.class);
            of.stop = () -> false;
        } else {
            waiting(of, 1);
        }
        change(of, MERGE_PETS);
        assertThat(RunFolder.classes(of.folder).entries())
                .extracting(ClassHistory.Entry::cycle)
                .containsExactly(learned);
        return of;
    }

    /** Every image has an object of each class. */
    private static Dataset ofAllClasses() {
        List<Annotation> objects = IntStream.range(0, Rig.CLASSES.count())
                .mapToObj(it -> Annotation.of(new Box(10 * it, 5, 10 * it + 30, 45), it))
                .toList();
        return new Dataset(
                "pool",
                Rig.CLASSES,
                Rig.dataset("pool", 9).images().stream()
                        .map(it -> new ImageRecord(it.id(), it.file(), it.size(), objects))
                        .toList());
    }

    private void assertAnnotatedAsInThePool() {
        Map<ImageId, List<Annotation>> annotations = RunFolder.annotations(rig.folder);
        assertThat(annotations).hasSize(6);
        annotations.forEach((image, objects) -> assertThat(objects)
                .as(image.value())
                .extracting(Annotation::classIndex)
                .containsExactly(0, 0, 1));
    }

    @Test
    void aChangeWhileEarlierAnswersAreGoneLeavesTheLaterOnesAsTheyAre() throws IOException {
        rig.pool = ofAllClasses();
        waiting(rig, 1);
        Files.delete(rig.folder.resolve("initial-annotations.json"));
        change(rig, MERGE_PETS);
        rig.run();
        assertAnnotatedAsInThePool();
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
    }

    @Test
    void aTrainingThatHasBegunKeepsItsClasses() {
        rig.crashingAt(moment(rig, "train"));
        assertThatThrownBy(rig::run).isInstanceOf(Rig.Crash.class);
        rig.moments = any -> {};
        change(rig, ADD);
        rig.run();
        assertThat(learned(rig, 1)).isEqualTo(Rig.CLASSES);
        assertThat(learned(rig, 2)).isEqualTo(ClassNames.of("cat", "dog", "rare", "bird"));
    }

    /** A moment within the first training. */
    private int moment(Rig of, String stage) {
        Rig twin = new Rig(parent.resolve("twin"));
        int[] found = {-1};
        twin.moments = number -> {
            if (found[0] < 0 && Files.exists(twin.folder.resolve("cycle-0/training/checkpoint/step"))) {
                found[0] = number;
            }
        };
        twin.run();
        assertThat(found[0]).as("%s of %s", stage, of.folder).isPositive();
        return found[0];
    }

    @Test
    void aChangeBeforeAnythingIsAnnotatedIsAsIfTheRunHadBegunSo() {
        waiting(rig, -1);
        change(rig, ADD);
        rig.run();
        assertThat(learned(rig, 0).names()).endsWith("bird");
        assertThat(rig.records())
                .allSatisfy(it -> assertThat(it.boxesPerClass()).hasSize(4));
    }

    @Test
    void aRunThatWasDoneGoesOnWithTheNewClasses() {
        rig.run();
        change(rig, MERGE);
        rig.options = new LoopOptions(7, 2, 4, 0, 0, true, LoopOptions.Keep.defaults());
        rig.run();
        assertThat(learned(rig, 3)).isEqualTo(ClassNames.of("cat", "animal"));
        assertThat(rig.tasks.get(3).images().labeled().images()).hasSize(8);
    }

    @Test
    void reportsTellAllCyclesInTheClassesOfNow() throws IOException {
        waiting(rig, 0);
        change(rig, MERGE);
        change(rig, ClassChange.rename("cat", "tiger"));
        rig.run();
        RunHistory history = RunFolder.read(rig.folder);
        assertThat(history.summary().classes()).containsExactly("tiger", "animal");
        assertThat(history.cycles()).allSatisfy(cycle -> {
            assertThat(cycle.boxesPerClass()).hasSize(2);
            assertThat(cycle.boxesPerClass().stream().mapToInt(it -> it).sum()).isEqualTo(cycle.boxes());
        });
        assertThat(names(history, 0)).containsExactly("tiger", "dog", "rare");
        assertThat(seen(history, 0)).isEqualTo(merged(seenBefore(rig, 0))).contains(0, 1);
        assertThat(names(history, 2)).containsExactly("tiger", "animal");
        assertThat(history.classChanges()).extracting(ClassHistory.Entry::cycle).containsExactly(1, 1);
        assertThat(history.comparable()).extracting(CycleRecord::cycle).containsExactly(1, 2);
        List<String> rows = Files.readAllLines(rig.folder.resolve("cycles.csv"));
        assertThat(rows).hasSize(4);
        assertThat(List.of(rows.get(0).split(",", -1)))
                .contains("voc/AP-all-point/tiger", "voc/AP-all-point/dog", "voc/AP-all-point/animal")
                .doesNotContain("voc/AP-all-point/cat");
    }

    @Test
    void tablesOfARunThatWasDoneTellTheClassesOfNow() throws IOException {
        rig.run();
        assertThat(rig.folder.resolve("cycles.csv")).content().contains("/cat");
        change(rig, ClassChange.rename("cat", "tiger"));
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        for (String table : List.of("cycles.csv", "metrics.jsonl", "events.out.tfevents.huale")) {
            assertThat(Files.readString(rig.folder.resolve(table), StandardCharsets.ISO_8859_1))
                    .as(table)
                    .contains("/tiger")
                    .doesNotContain("/cat");
        }
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
    }

    /** The classes of what was seen in the images that a cycle chose. */
    private static List<Integer> seen(RunHistory history, int cycle) {
        return seen(history.chosen(history.cycles().get(cycle), Integer.MAX_VALUE));
    }

    private static List<Integer> seen(List<SelectionRecord.Chosen> chosen) {
        return chosen.stream()
                .flatMap(it -> Stream.of(requireNonNull(it.original()), requireNonNull(it.flipped())))
                .flatMap(it -> Arrays.stream(it.classes()).boxed())
                .toList();
    }

    /** The same in the classes of its time. */
    private static List<Integer> seenBefore(Rig of, int cycle) {
        try (RunFolder opened = RunFolder.open(of.folder)) {
            return seen(opened.selection(cycle).orElseThrow().chosen());
        }
    }

    private static List<Integer> merged(List<Integer> classes) {
        assertThat(classes).as("is worth a look").contains(2);
        return classes.stream().map(it -> Math.min(1, it)).toList();
    }

    private static List<String> names(RunHistory history, int cycle) {
        Evaluation evaluation = history.cycles().get(cycle).evaluations().get("voc");
        return requireNonNull(evaluation).classes().stream()
                .map(Evaluation.ClassEvaluation::name)
                .toList();
    }

    @Test
    void aCrashAtAnyMomentAfterAChangeLeavesWhatCanBeGoneOnWith() throws IOException {
        Rig whole = new Rig(parent.resolve("whole"));
        waiting(whole, 0);
        change(whole, MERGE);
        whole.run();
        for (int moment = 0; moment < whole.moments(); moment += 3) {
            Rig crashed = new Rig(parent.resolve("crash-" + moment));
            waiting(crashed, 0);
            change(crashed, MERGE);
            crashed.crashingAt(moment);
            assertThatThrownBy(crashed::run).isInstanceOf(Rig.Crash.class);
            crashed.moments = any -> {};
            crashed.run();
            ActiveLearningLoopTest.assertGoneOnWith(crashed, whole.content());
        }
    }

    @Test
    void withoutAnyClassNothingIsTrained() {
        rig.options = rig.options.measuredBy(Rig.measuring(new TestShare(0.3, 7), StopRule.never()));
        rig.initial = InitialSet.drawn(4);
        rig.pool = new Dataset(
                "pool",
                ClassNames.of(),
                Rig.dataset("pool", 40).images().stream()
                        .map(it -> new ImageRecord(it.id(), it.file(), it.size(), List.of()))
                        .toList());
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("there is no class to learn yet")
                .hasMessageContaining("huale classes");
        change(rig, ADD);
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(learned(rig, 0)).isEqualTo(ClassNames.of("bird"));
    }

    @Test
    void aChangeThatCannotBeMadeLeavesNoTrace() {
        rig.run();
        assertThatThrownBy(() -> change(rig, ClassChange.rename("bird", "ant"))).isInstanceOf(HualeException.class);
        assertThat(rig.folder.resolve(ClassHistory.FILE)).doesNotExist();
    }

    @Test
    void theFirstCycleOfARunWithOtherClassesIsNotTaken() {
        waiting(rig, 0);
        change(rig, ADD);
        Rig taker = new Rig(parent.resolve("taker"));
        taker.first = rig.folder;
        assertThatThrownBy(taker::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("classes of one of them");
    }
}
