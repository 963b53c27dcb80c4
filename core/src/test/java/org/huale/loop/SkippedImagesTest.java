package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in which people set images aside. */
class SkippedImagesTest {
    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;
    private final List<List<ImageId>> asked = new ArrayList<>();
    private final Map<Integer, Map<ImageId, String>> told = new TreeMap<>();

    @BeforeEach
    void makeRig() {
        rig = new Rig(parent.resolve("run"));
        rig.listener = new LoopListener() {
            @Override
            public void setAside(int cycle, Map<ImageId, String> reasons) {
                told.put(cycle, reasons);
            }
        };
    }

    /** Sets the first image aside of each request that is meant. */
    private void skipping(Rig of, Predicate<Integer> cycles) {
        of.oracle = oracle -> request -> {
            asked.add(request.images().stream().map(it -> it.id()).toList());
            Oracle.Complete answer = (Oracle.Complete) oracle.annotate(request);
            if (!cycles.test(request.cycle())) {
                return answer;
            }
            ImageId first = request.images().get(0).id();
            Map<ImageId, List<Annotation>> rest = new TreeMap<>(answer.annotations());
            rest.remove(first);
            return new Oracle.Complete(rest, Map.of(first, "too dark"));
        };
    }

    @Test
    void theRunGoesOnWithFewerImagesAndNeverAsksAgain() {
        skipping(rig, cycle -> cycle < 1);
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(1, 2, 4);
        assertThat(asked.stream().flatMap(List::stream).toList()).hasSize(6).doesNotHaveDuplicates();
        assertThat(told.keySet()).containsExactly(-1, 0);
        assertThat(RunFolder.read(rig.folder).skipped()).isEqualTo(told);
        ImageId aside = asked.get(0).get(0);
        assertThat(rig.tasks).allSatisfy(task -> {
            assertThat(task.images().labeled().images()).noneMatch(it -> it.id().equals(aside));
            assertThat(task.images().unlabeled().images())
                    .noneMatch(it -> it.id().equals(aside));
        });
    }

    @Test
    void aCycleWhoseImagesAreAllSetAsideBringsNothingAndTheRunGoesOn() {
        rig.options = new LoopOptions(7, 1, 3, 0, 0, false, LoopOptions.Keep.defaults());
        skipping(rig, cycle -> cycle == 0);
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 2, 3);
    }

    @Test
    void withoutAnyImageToLearnFromTheRunSaysSo() {
        rig.initial = InitialSet.drawn(1);
        skipping(rig, cycle -> true);
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("of the 1 images of the initial set 1 are set aside");
        skipping(rig, cycle -> false);
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
    }

    @Test
    void aPoolOfWhichNothingIsLeftEndsTheRun() {
        rig.options = new LoopOptions(7, 6, 9, 0, 0, false, LoopOptions.Keep.defaults());
        skipping(rig, cycle -> cycle >= 0);
        assertThat(rig.run()).isEqualTo(new RunEnding.Done("every image is labeled"));
        assertThat(rig.records()).extracting(CycleRecord::images).containsExactly(2, 7, 7);
    }

    @Test
    void aCrashAtAnyMomentLeavesTheSameImagesAside() throws IOException {
        Rig whole = new Rig(parent.resolve("whole"));
        skipping(whole, cycle -> cycle != 1);
        whole.run();
        assertThat(whole.content()).containsKeys("initial-skipped.json", "cycle-0/skipped.json");
        for (int moment = 0; moment < whole.moments(); moment++) {
            Rig crashed = new Rig(parent.resolve("crash-" + moment));
            skipping(crashed, cycle -> cycle != 1);
            crashed.crashingAt(moment);
            assertThatThrownBy(crashed::run).isInstanceOf(Rig.Crash.class);
            crashed.moments = any -> {};
            crashed.run();
            ActiveLearningLoopTest.assertGoneOnWith(crashed, whole.content());
        }
    }

    /** A process dies between the two files; meanwhile people think again. */
    @Test
    void whatWasSetAsideBeforeACrashDoesNotOutliveASecondThought() throws IOException {
        Rig plain = new Rig(parent.resolve("plain"));
        plain.run();
        skipping(rig, cycle -> cycle == 0);
        rig.run();
        Files.delete(rig.folder.resolve("cycle-0/annotations.json"));
        Files.delete(rig.folder.resolve("cycle-0/cycle.json"));
        for (String later : List.of("cycle-1", "cycle-2")) {
            new RunFiles(rig.folder).delete(later);
        }
        rig.oracle = oracle -> oracle;
        rig.run();
        ActiveLearningLoopTest.assertSame(rig.content(), plain.content(), "audit.log");
    }
}
