package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.huale.acquire.StrategyChoice;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.InitialSet.Features;
import org.huale.loop.pool.InitialSet.Method;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Initial sets that are chosen, bounds that see what is hidden, and the likeness to the test set: what uses frozen features. */
class ColdStartTest {
    @TempDir
    private Path parent;

    private Rig rig(String name, InitialSet initial) {
        Rig rig = new Rig(parent.resolve(name));
        rig.initial = initial;
        return rig;
    }

    @Test
    void aCrashAtAnyMomentLeavesTheSameChoice() throws IOException {
        InitialSet initial = InitialSet.chosen(3, Method.K_CENTRE, Features.PATCH);
        Rig whole = rig("whole", initial);
        whole.options = new LoopOptions(7, 2, 1, 0, 0, true, LoopOptions.Keep.defaults());
        whole.run();
        String expected = Files.readString(whole.folder.resolve("initial.json"));
        assertThat(expected).contains("k-centre by patch of names");
        assertThat(whole.folder.resolve("initial-features")).doesNotExist();
        for (int moment = 0; moment < 30; moment++) {
            Rig crashed = rig("crash-" + moment, initial);
            crashed.options = whole.options;
            try {
                crashed.crashingAt(moment).run();
            } catch (Rig.Crash again) {
                crashed.moments = any -> {};
            }
            crashed.run();
            assertThat(Files.readString(crashed.folder.resolve("initial.json"))).isEqualTo(expected);
            ActiveLearningLoopTest.assertGoneOnWith(crashed, whole.content());
        }
    }

    @Test
    void eachMethodIsSeededAndTakesAsManyAsAreWanted() throws IOException {
        for (InitialSet initial : List.of(
                InitialSet.chosen(4, Method.TYPICAL, Features.IMAGE),
                InitialSet.chosen(4, Method.K_CENTRE, Features.IMAGE),
                InitialSet.chosen(4, Method.K_CENTRE, Features.PATCH))) {
            Rig rig = rig(initial.how(), initial);
            rig.options = new LoopOptions(7, 2, 1, 0, 0, true, LoopOptions.Keep.defaults());
            rig.run();
            assertThat(rig.records().get(0).images()).isEqualTo(4);
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> rig("many", InitialSet.chosen(10, Method.TYPICAL, Features.IMAGE))
                        .run())
                .withMessageContaining("the pool has only 9");
    }

    @Test
    void theWeightsThatImagesAreComparedByAreReadOnce() {
        Rig rig = rig("once", InitialSet.chosen(4, Method.TYPICAL, Features.IMAGE));
        rig.options = new LoopOptions(7, 2, 1, 0, 0, true, LoopOptions.Keep.defaults());
        rig.run();
        assertThat(rig.describers).isEqualTo(1);
        Rig tooFew = rig("none", InitialSet.chosen(10, Method.TYPICAL, Features.IMAGE));
        assertThatExceptionOfType(HualeException.class).isThrownBy(tooFew::run);
        assertThat(tooFew.describers).as("refused before any are").isZero();
    }

    @Test
    void typicalPatchesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InitialSet.chosen(4, Method.TYPICAL, Features.PATCH))
                .withMessageContaining("k-centre");
    }

    @Test
    void aBoundIsLetInAndEveryImageItSawIsInTheLog() throws IOException {
        Rig rig = rig("bound", InitialSet.drawn(2));
        rig.strategy = StrategyChoice.named("oracle-counts").strategy();
        rig.options = new LoopOptions(7, 2, 2, 0, 0, true, LoopOptions.Keep.defaults());
        rig.run();
        List<String> seen = Files.readAllLines(rig.folder.resolve("audit.log")).stream()
                .filter(line -> line.contains("bound oracle-counts"))
                .toList();
        assertThat(seen).hasSize(7).allMatch(line -> line.contains("\"cycle\":0"));
        assertThat(rig.records().get(0).selection()).isNotNull();
        Rig asking = rig("asking", InitialSet.drawn(2));
        asking.strategy = rig.strategy;
        asking.oracle = NothingHidden::new;
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(asking::run)
                .withMessageContaining("only oracle: ground-truth");
    }

    private record NothingHidden(Oracle oracle) implements Oracle {
        @Override
        public Answer annotate(Request request) {
            return oracle.annotate(request);
        }
    }

    @Test
    void coverageOfObjectsRunsAndItsForwardsAreCounted() {
        Rig rig = rig("objects", InitialSet.drawn(2));
        rig.strategy = StrategyChoice.named("object-coverage").strategy();
        rig.options = new LoopOptions(7, 2, 2, 0, 0, true, LoopOptions.Keep.defaults()).withSimilarity(true);
        rig.run();
        CycleRecord first = rig.records().get(0);
        assertThat(first.forwards()).isEqualTo(Map.of("original", 7, "frozen-map", 9));
        Evaluation similarity = Objects.requireNonNull(first.evaluations().get("similarity"));
        assertThat(similarity.figure("objects")).isBetween(0.0, 1.0);
        assertThat(first.evaluations().keySet().iterator().next())
                .as("the main one")
                .isEqualTo("voc");
    }

    @Test
    void aTestObjectThatIsLabeledIsAsSimilarAsCanBe() {
        TestSimilarity similarity = new TestSimilarity(
                new ImageDescriber() {
                    @Override
                    public String kind() {
                        return "names";
                    }

                    @Override
                    public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
                        images.forEach(image -> sink.accept(image.id(), Rig.map(image.id())));
                    }
                },
                Rig.CLASSES);
        Dataset test = Rig.dataset("test", 6);
        assertThat(similarity.of(test, test).figures().get("objects")).isCloseTo(1, within(1e-6));
        Dataset nothing = new Dataset("none", Rig.CLASSES, List.of());
        assertThat(similarity.of(nothing, test).figures().get("objects")).isZero();
        Evaluation other = similarity.of(Rig.dataset("other", 6), test);
        assertThat(other.figures().get("objects")).isLessThan(0.99);
        assertThat(other.classes().get(2).figures().get("objects")).isEqualTo(Evaluation.UNDEFINED);
        assertThat(other.counts().objects()).isEqualTo(6);
    }
}
