package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.EvaluationInput;
import org.huale.metric.resample.TestMatches;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.table.ComparisonMarkdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestImagesTest {
    private static final int IMAGES = 12;

    /** What the names of images begin with. */
    private String prefix = "";

    @TempDir
    private Path folder;

    /** Each image holds one object; it is found, without any mistake, in the first so many, so that AP is their share. */
    private RunHistory run(String strategy, long seed, int found) throws Exception {
        List<ImageRecord> images = new ArrayList<>();
        Map<ImageId, Detections> detections = new HashMap<>();
        for (int i = 0; i < IMAGES; i++) {
            ImageId id = new ImageId(prefix + "image " + (10 + i));
            images.add(new ImageRecord(
                    id,
                    Path.of("none.jpg"),
                    new ImageSize(100, 100),
                    List.of(Annotation.of(new Box(0, 0, 50, 50), 0))));
            if (i < found) {
                detections.put(
                        id,
                        new Detections(new float[] {0, 0, 50, 50}, new int[1], new float[] {0.9f - i / 100f}, null));
            }
        }
        Dataset dataset = new Dataset("test", ClassNames.of("thing"), images);
        Path cycle = Files.createDirectories(folder.resolve(strategy + seed).resolve("cycle-0"));
        Files.write(
                cycle.resolve("test-matches.gz"),
                TestMatches.of(EvaluationInput.of(dataset, detections)).bytes());
        RunHistory plain = SyntheticRuns.of(strategy, "standard").run(seed, 2, (double) found / IMAGES);
        return new RunHistory(plain.summary(), plain.cycles(), folder.resolve(strategy + seed));
    }

    private static RunComparison compared(List<RunHistory> runs) {
        return RunComparison.of(
                runs,
                new RunComparison.Options(
                        null, null, 0.95, AnnotationSeconds.UNKNOWN, 500, RunComparison.Planned.NONE));
    }

    @Test
    void intervalsHoldTheFigureAndTheDifference() throws Exception {
        RunComparison comparison =
                compared(List.of(run("random", 1, 6), run("random", 2, 6), run("hua", 1, 9), run("hua", 2, 9)));
        TestImages images = comparison.datasets().get(0).testImages().orElseThrow();
        assertThat(images.images()).isEqualTo(IMAGES);
        TestImages.Share random = images.arms().get(0);
        assertThat(random.value()).isCloseTo(0.5, within(1e-12));
        // a share of 12 draws at even odds deviates by 0.144; the middle 95 % reach about twice as far
        assertThat(random.interval().low()).isBetween(0.15, 0.30);
        assertThat(random.interval().high()).isBetween(0.70, 0.85);
        TestImages.Share gain = images.differences().get(0);
        assertThat(gain.value()).isCloseTo(0.25, within(1e-12));
        // of the same draws: the share of 3 images in 12
        assertThat(gain.interval().low()).isBetween(0.0, 0.10);
        assertThat(gain.interval().high()).isBetween(0.40, 0.60);
        assertThat(new ComparisonMarkdown(comparison).toString()).contains("Bootstrap over the 12 test images");
    }

    /** The same where the last of two cycles was evaluated, with so many images less than others have. */
    private RunHistory second(RunHistory run, int less) throws Exception {
        Path home = Objects.requireNonNull(run.folder());
        Files.move(home.resolve("cycle-0"), home.resolve("cycle-1"));
        RunSummary summary = run.summary();
        RunHistory two = SyntheticRuns.of(summary.strategy(), summary.loss()).run(summary.seed(), 2, 0.1, 0.5);
        return new RunHistory(summary, SyntheticRuns.less(two, less).cycles(), home);
    }

    /** As where somebody set an image aside, so that the last common cycle is at 99 images. */
    @Test
    void aSeedMayHaveAnImageLess() throws Exception {
        TestImages images = compared(List.of(second(run("random", 1, 6), 0), second(run("hua", 1, 9), 1)))
                .datasets()
                .get(0)
                .testImages()
                .orElseThrow();
        assertThat(images.differences())
                .singleElement()
                .satisfies(it -> assertThat(it.value()).isCloseTo(0.25, within(1e-12)));
    }

    /** Of 50 images that a cycle brings, 5 are no longer a few, as of runs with other budgets. */
    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "20, false"})
    void runsWithOtherNumbersOfImagesAreNotHeldAgainstEachOther(int less, boolean few) throws Exception {
        RunComparison comparison = compared(List.of(second(run("random", 1, 6), 0), second(run("hua", 1, 9), less)));
        assertThat(comparison.datasets().get(0).testImages().isPresent()).isEqualTo(few);
    }

    /** As without a test set: the same images for all arms of a seed, others for another seed. */
    @Test
    void seedsMayHaveImagesOfTheirOwn() throws Exception {
        prefix = "a ";
        List<RunHistory> runs = new ArrayList<>(List.of(run("random", 1, 6), run("hua", 1, 9)));
        prefix = "b ";
        runs.addAll(List.of(run("random", 2, 6), run("hua", 2, 9)));
        TestImages own = compared(runs).datasets().get(0).testImages().orElseThrow();
        assertThat(own.images()).isEqualTo(IMAGES);
        TestImages.Share random = own.arms().get(0);
        assertThat(random.value()).isCloseTo(0.5, within(1e-12));
        // the mean of two independent shares deviates by 0.102 where one deviates by 0.144
        assertThat(random.interval().high() - random.interval().low()).isBetween(0.32, 0.48);
        TestImages.Share gain = own.differences().get(0);
        assertThat(gain.value()).isCloseTo(0.25, within(1e-12));
        // the share of 3 images in 12 deviates by 0.125, the mean of two such shares by 0.088
        assertThat(gain.interval().high() - gain.interval().low()).isBetween(0.25, 0.45);
        Collections.reverse(runs);
        TestImages reversed = compared(runs).datasets().get(0).testImages().orElseThrow();
        assertThat(reversed.all()).containsExactlyInAnyOrderElementsOf(own.all());
        prefix = "c ";
        runs.add(run("coverage", 2, 3));
        assertThat(compared(runs).datasets().get(0).testImages())
                .as("other images for an arm of the same seed")
                .isEmpty();
    }

    /** Each arm has a seed that the other lacks; what is drawn for the seed that both have is the same for both. */
    @Test
    void armsWithOtherSeedsShareTheDrawsOfThoseThatBothHave() throws Exception {
        prefix = "b ";
        List<RunHistory> shared = List.of(run("random", 2, 6), run("hua", 2, 9));
        TestImages.Share alone = difference(shared);
        List<RunHistory> runs = new ArrayList<>(shared);
        prefix = "a ";
        runs.add(0, run("random", 1, 6));
        prefix = "c ";
        runs.add(run("hua", 3, 9));
        assertThat(difference(runs)).isEqualTo(alone);
    }

    private static TestImages.Share difference(List<RunHistory> runs) {
        return compared(runs)
                .datasets()
                .get(0)
                .testImages()
                .orElseThrow()
                .differences()
                .get(0);
    }

    @Test
    void aBoundThatWasStoppedIsNoObstacle() throws Exception {
        RunHistory bound = SyntheticRuns.of("oracle-counts", "standard").run(1, 2, 0.9);
        TestImages images = compared(List.of(run("random", 1, 6), run("hua", 1, 9), bound))
                .datasets()
                .get(0)
                .testImages()
                .orElseThrow();
        assertThat(images.arms())
                .extracting(TestImages.Share::label)
                .containsExactly("random, standard", "hua, standard");
    }

    @Test
    void withoutTheFilesNothingIsSaid() throws Exception {
        RunHistory without = SyntheticRuns.of("hua", "standard").run(1, 2, 0.3);
        assertThat(compared(List.of(run("random", 1, 6), without))
                        .datasets()
                        .get(0)
                        .testImages())
                .isEmpty();
    }
}
