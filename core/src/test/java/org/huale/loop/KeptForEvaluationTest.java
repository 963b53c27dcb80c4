package org.huale.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huale.acquire.StrategyChoice;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.forecast.StopRule;
import org.huale.holdout.TestShare;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.metric.resample.TestMatches;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without a test set, and runs that end when they have had enough. */
class KeptForEvaluationTest {
    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;

    @BeforeEach
    void makeRig() {
        rig = sharing("run", 7);
    }

    private Rig sharing(String name, long seed) {
        Rig made = new Rig(parent.resolve(name));
        made.pool = Rig.dataset("pool", 40);
        made.initial = InitialSet.drawn(6);
        made.options = new LoopOptions(seed, 5, 4, 0, 0, true, LoopOptions.Keep.defaults())
                .measuredBy(Rig.measuring(new TestShare(0.3, seed), StopRule.never()));
        return made;
    }

    private static List<String> tested(Rig of, int cycle) {
        TestMatches matches = RunFolder.read(of.folder).testMatches(cycle).orElseThrow();
        return matches.images();
    }

    @Test
    void theShareOfTheAnnotatedImagesIsKeptAndTheRestIsLearnedFrom() {
        rig.run();
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(4, 7, 11, 14);
        assertThat(List.of(
                        tested(rig, 0).size(),
                        tested(rig, 1).size(),
                        tested(rig, 2).size(),
                        tested(rig, 3).size()))
                .containsExactly(2, 4, 5, 7);
    }

    @Test
    void strategiesOfASeedAreEvaluatedOnTheSameImages() throws IOException {
        Rig other = sharing("other", 7);
        other.strategy = StrategyChoice.named("random").strategy();
        rig.run();
        other.run();
        for (int cycle = 0; cycle < 4; cycle++) {
            assertThat(tested(rig, cycle)).isEqualTo(tested(other, cycle));
        }
        assertThat(rig.folder.resolve("test.json")).hasSameTextualContentAs(other.folder.resolve("test.json"));
        Rig drawn = sharing("drawn", 8);
        drawn.run();
        assertThat(tested(drawn, 3)).isNotEqualTo(tested(rig, 3));
    }

    @Test
    void noTrainingAndNoCompanionEverSeesAnImageThatIsForEvaluation() {
        rig.run();
        Set<ImageId> forEvaluation = new HashSet<>(new TestShare(0.3, 7)
                .of(rig.pool.images().stream().map(ImageRecord::id).toList()));
        assertThat(forEvaluation).isNotEmpty();
        assertThat(rig.tasks).hasSize(4).allSatisfy(task -> {
            assertThat(task.images().labeled().images()).noneMatch(it -> forEvaluation.contains(it.id()));
            assertThat(task.images().unlabeled().images()).noneMatch(it -> forEvaluation.contains(it.id()));
        });
        assertThat(requireNonNull(rig.records().get(0).selection()).chosen())
                .noneMatch(it -> forEvaluation.contains(it.score().image()));
    }

    /** People who have not begun with the first cycle; notes what they are asked for. */
    private static Oracle people(Oracle truth, List<List<ImageId>> asked) {
        return new Oracle() {
            @Override
            public boolean asksPeople() {
                return true;
            }

            @Override
            public Answer annotate(Request request) {
                if (request.cycle() != 0) {
                    return truth.annotate(request);
                }
                asked.add(request.images().stream().map(ImageRecord::id).toList());
                return new Pending(0, request.images().size(), "annotate");
            }
        };
    }

    @Test
    void imagesThatComeWhilePeopleAnnotateChangeNothingOfWhatTheyWereAskedFor() {
        List<List<ImageId>> asked = new ArrayList<>();
        rig.oracle = truth -> people(truth, asked);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        rig.pool = Rig.dataset("pool", 80);
        assertThat(rig.run()).isInstanceOf(RunEnding.Waiting.class);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    @Test
    void evaluationsGrowAndContainThoseBefore() {
        rig.run();
        for (int cycle = 1; cycle < 4; cycle++) {
            assertThat(tested(rig, cycle)).containsAll(tested(rig, cycle - 1));
        }
    }

    @Test
    void aCrashAtAnyMomentLeavesWhatCanBeGoneOnWith() throws IOException {
        rig.run();
        for (int moment = 0; moment < rig.moments(); moment += 7) {
            Rig crashed = sharing("crash-" + moment, 7);
            crashed.crashingAt(moment);
            assertThatThrownBy(crashed::run).isInstanceOf(Rig.Crash.class);
            crashed.moments = any -> {};
            crashed.run();
            ActiveLearningLoopTest.assertGoneOnWith(crashed, rig.content());
        }
    }

    @Test
    void listedImagesAreAllLearnedFromAndOthersComeBesideThem() throws IOException {
        List<ImageId> reserve = new TestShare(0.3, 7)
                .of(rig.pool.images().stream().map(ImageRecord::id).toList());
        String first = reserve.get(0).value();
        Path list = Files.writeString(parent.resolve("list.txt"), first + "\npool1\npool2\n");
        rig.initial = InitialSet.drawn(1).withList(list.toString());
        rig.run();
        assertThat(rig.tasks.get(0).images().labeled().images())
                .extracting(it -> it.id().value())
                .contains(first, "pool1", "pool2")
                .hasSize(3);
        assertThat(tested(rig, 0)).hasSize(2).doesNotContain(first);
    }

    @Test
    void theWholePoolIsUsedUpInTheEnd() {
        rig.options =
                new LoopOptions(7, 9, 30, 0, 0, true, LoopOptions.Keep.defaults()).measuredBy(rig.options.measuring());
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("every image is labeled"));
        CycleRecord last = rig.records().get(rig.records().size() - 1);
        int reserve = new TestShare(0.3, 7)
                .of(rig.pool.images().stream().map(ImageRecord::id).toList())
                .size();
        assertThat(last.images()).isEqualTo(40 - reserve);
    }

    @Test
    void aTotalBudgetCountsTheImagesForEvaluation() {
        rig.options =
                new LoopOptions(7, 5, 30, 13, 0, true, LoopOptions.Keep.defaults()).measuredBy(rig.options.measuring());
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("the total budget is spent"));
        int last = rig.records().size() - 1;
        assertThat(rig.records().get(last).images() + tested(rig, last).size()).isEqualTo(13);
    }

    @Test
    void anInitialSetOfOneImageIsTooFew() {
        rig.initial = InitialSet.drawn(1);
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("initial.images must be at least 2, got 1");
    }

    @Test
    void aRunEndsWhereTheFigureNoLongerRisesAndCanBeGoneOnWith() {
        rig.options = rig.options.measuredBy(Rig.measuring(rig.options.share(), new StopRule(0.99, 1)));
        RunEnding ending = rig.run();
        assertThat(ending)
                .isInstanceOfSatisfying(
                        RunEnding.Done.class,
                        done -> assertThat(done.reason())
                                .contains("no more is gained: the best voc:AP-all-point of the last cycle"));
        assertThat(rig.records().size())
                .as("the first has no object to evaluate on")
                .isEqualTo(3);
        assertThat(rig.records().get(2).selection()).isNull();
        assertThat(rig.run()).as("again").isEqualTo(ending);
        rig.options = rig.options.measuredBy(Rig.measuring(rig.options.share(), StopRule.never()));
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("4 cycles are done"));
        Rig whole = sharing("whole", 7);
        whole.run();
        ActiveLearningLoopTest.assertSame(rig.content(), whole.content());
    }
}
