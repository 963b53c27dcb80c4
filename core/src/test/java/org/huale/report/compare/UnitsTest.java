package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.curve.ArmCurves;
import org.huale.report.table.ComparisonMarkdown;
import org.huale.statistics.LearningCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as one independent observation: a seed of a data set, with its replicates and losses averaged. */
class UnitsTest {

    private static SyntheticRuns arm(String dataset, String strategy, String loss) {
        return new SyntheticRuns(dataset, strategy, loss, "{\"budget\": 50}");
    }

    private static SyntheticRuns replicate(int number) {
        return new SyntheticRuns(
                "shapes", "random", "standard", "{\"budget\": 50, \"strategy\": {\"replicate\": " + number + "}}");
    }

    private static RunComparison compared(List<RunHistory> runs) {
        return RunComparison.of(runs, Options.defaults());
    }

    @Test
    void replicatesOfRandomAreOneControl() {
        RunComparison comparison = compared(List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.10, 0.20), // without a number it is the first
                replicate(2).run(1, 4, 0.10, 0.24),
                replicate(3).run(1, 3, 0.10, 0.28),
                replicate(1).run(2, 2, 0.12, 0.20),
                arm("shapes", "hua", "standard").run(1, 2, 0.10, 0.30),
                arm("shapes", "hua", "standard").run(2, 2, 0.12, 0.21)));
        DatasetComparison dataset = comparison.datasets().get(0);
        assertThat(dataset.arms()).hasSize(2);
        ArmCurves control = dataset.arms().get(0);
        assertThat(control.runs()).isEqualTo(4);
        assertThat(control.curves()).hasSize(2);
        assertThat(control.curves().get(0).images().at(100)).isCloseTo(0.24, within(1e-12));
        assertThat(control.curves().get(0).boxes().to()).isEqualTo(300);
        Difference end = dataset.differences(Measure.LAST).get(0);
        assertThat(end.pairs().orElseThrow().differences().n()).isEqualTo(2);
        assertThat(end.pairs().orElseThrow().differences().mean()).isCloseTo((0.06 + 0.01) / 2, within(1e-12));
        assertThat(end.runs()).isEqualTo(new Difference.Runs(2, 4));
    }

    @Test
    void aReplicateThatHasNotComeAsFarEndsTheMeanThere() {
        ArmCurves control = compared(List.of(
                        replicate(1).run(1, 2, 0.1, 0.2, 0.3), replicate(2).run(1, 2, 0.1, 0.4)))
                .datasets()
                .get(0)
                .arms()
                .get(0);
        assertThat(control.curves().get(0).images().to()).isEqualTo(100);
        assertThat(control.curves().get(0).images().at(100)).isCloseTo(0.3, within(1e-12));
    }

    private static RunHistory named(String name, RunHistory run) {
        RunSummary it = run.summary();
        return new RunHistory(
                new RunSummary(
                        name,
                        it.dataset(),
                        it.strategy(),
                        it.loss(),
                        it.seed(),
                        it.classes(),
                        it.config(),
                        it.provenance()),
                run.cycles());
    }

    @Test
    void theReplicateThatHasNotComeAsFarIsNamed() {
        List<RunHistory> runs = List.of(
                named("whole", replicate(1).run(1, 2, 0.1, 0.2, 0.3)),
                named("short", replicate(2).run(1, 2, 0.1, 0.4)),
                named("other", arm("shapes", "hua", "standard").run(1, 2, 0.1, 0.2, 0.3)));
        assertThat(compared(runs).notes())
                .containsExactly("short: stopped at 100 of 150 images, so areas and last cycles on shapes end there or"
                        + " earlier");
    }

    private static List<RunHistory> twoLosses(String dataset) {
        return List.of(
                arm(dataset, "random", "standard").run(1, 2, 0.1, 0.20),
                arm(dataset, "random", "emphasis").run(1, 2, 0.1, 0.25),
                arm(dataset, "hua", "standard").run(1, 2, 0.1, 0.26),
                arm(dataset, "hua", "emphasis").run(1, 2, 0.1, 0.27),
                arm(dataset, "random", "standard").run(2, 2, 0.1, 0.20),
                arm(dataset, "random", "emphasis").run(2, 2, 0.1, 0.22),
                arm(dataset, "hua", "standard").run(2, 2, 0.1, 0.21),
                arm(dataset, "hua", "emphasis").run(2, 2, 0.1, 0.22));
    }

    @Test
    void lossesOfASeedAreNoFurtherUnits() {
        Difference end = compared(twoLosses("shapes")).overall(Measure.LAST).get(0);
        assertThat(end.arm()).isEqualTo("hua (mean over emphasis, standard)");
        assertThat(end.pairs().orElseThrow().differences().n()).isEqualTo(2);
        assertThat(end.runs()).isEqualTo(new Difference.Runs(4, 4));
        assertThat(end.pairs().orElseThrow().differences().mean())
                .isCloseTo(((0.06 + 0.02) / 2 + (0.01 + 0.00) / 2) / 2, within(1e-12));
    }

    /** All of them are called custom. */
    @Test
    void lossesOfOnesOwnAreSeveral() {
        Difference end = compared(List.of(
                        custom("random", "off").run(1, 2, 0.1, 0.20),
                        custom("random", "batch").run(1, 2, 0.1, 0.25),
                        custom("hua", "off").run(1, 2, 0.1, 0.26),
                        custom("hua", "batch").run(1, 2, 0.1, 0.27)))
                .overall(Measure.LAST)
                .get(0);
        String losses = " (mean over custom, training.loss.factors.mode=batch, custom, training.loss.factors.mode=off)";
        assertThat(end.arm()).isEqualTo("hua" + losses);
        assertThat(end.reference()).isEqualTo("random" + losses);
        assertThat(end.runs()).isEqualTo(new Difference.Runs(2, 2));
        assertThat(end.mean().orElseThrow()).isCloseTo((0.06 + 0.02) / 2, within(1e-12));
    }

    @Test
    void overDataSetsStrategiesAndLossesAreTwoFamilies() {
        List<RunHistory> runs = new ArrayList<>(twoLosses("shapes"));
        runs.addAll(twoLosses("cells"));
        RunComparison comparison = compared(runs);
        assertThat(comparison.overall(Measure.LAST))
                .extracting(Difference::arm)
                .containsExactly("hua (mean over emphasis, standard)", "random, emphasis");
        comparison.overall(Measure.LAST).forEach(it -> {
            assertThat(it.pairs().orElseThrow().differences().n()).isEqualTo(4);
            assertThat(it.corrected())
                    .isCloseTo(it.pairs().orElseThrow().pValues().studentT(), within(1e-12)); // alone in its family
        });
        SetsModel model = comparison.models(Measure.LAST).get(0);
        assertThat(model.model().orElseThrow().groups()).isEqualTo(2);
        assertThat(model.model().orElseThrow().between()).isZero();
        assertThat(new ComparisonMarkdown(comparison).toString())
                .contains("Data sets and seeds within them as random effects", "8 against 8");
    }

    @Test
    void aModelThatCannotBeFittedSaysWhy() {
        RunComparison comparison = compared(List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.1, 0.2),
                arm("shapes", "hua", "standard").run(1, 2, 0.1, 0.3),
                arm("cells", "random", "standard").run(1, 2, 0.1, 0.2),
                arm("cells", "hua", "standard").run(1, 2, 0.1, 0.25)));
        assertThat(comparison.models(Measure.LAST).get(0).model()).isEmpty();
        assertThat(new ComparisonMarkdown(comparison).toString()).contains("not fitted: with one seed a data set");
    }

    @Test
    void aLossThatGainsNoMoreThanItsScaleControlIsNamed() {
        List<RunHistory> runs = List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.20),
                arm("shapes", "random", "standard").run(2, 2, 0.20),
                arm("shapes", "random", "scale-control").run(1, 2, 0.28),
                arm("shapes", "random", "scale-control").run(2, 2, 0.30),
                arm("shapes", "random", "emphasis").run(1, 2, 0.29),
                arm("shapes", "random", "emphasis").run(2, 2, 0.30),
                arm("shapes", "random", "paper").run(1, 2, 0.48),
                arm("shapes", "random", "paper").run(2, 2, 0.501));
        assertThat(compared(runs).cautions())
                .containsExactly(
                        "shapes: the gain of random, emphasis over the standard loss is not shown to exceed that of its scale"
                                + " control, by last common cycle (+9.5 against +9.0 points), area over images (+9.5 against +9.0"
                                + " points), area over boxes (+9.5 against +9.0 points): it may come from larger steps alone.");
    }

    /** At the last cycle the loss is clearly ahead of its control; over the curve it is not. */
    @Test
    void aGainOverTheCurveIsHeldAgainstTheScaleControlToo() {
        List<RunHistory> runs = List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.10, 0.200),
                arm("shapes", "random", "standard").run(2, 2, 0.10, 0.210),
                arm("shapes", "random", "scale-control").run(1, 2, 0.30, 0.220),
                arm("shapes", "random", "scale-control").run(2, 2, 0.20, 0.231),
                arm("shapes", "random", "emphasis").run(1, 2, 0.16, 0.420),
                arm("shapes", "random", "emphasis").run(2, 2, 0.16, 0.432));
        assertThat(compared(runs).cautions())
                .singleElement()
                .satisfies(it -> assertThat(it).contains("area over images (+").doesNotContain("last common cycle"));
    }

    @Test
    void theScaleControlIsAskedOverAllDataSetsToo() {
        assertThat(compared(gainsOfScale()).cautions())
                .anySatisfy(it -> assertThat(it).startsWith("all data sets: the gain of random, emphasis"));
    }

    /** On two data sets. */
    private static List<RunHistory> gainsOfScale() {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("shapes", "cells")) {
            runs.add(arm(dataset, "random", "standard").run(1, 2, 0.20));
            runs.add(arm(dataset, "random", "scale-control").run(1, 2, 0.28));
            runs.add(arm(dataset, "random", "emphasis").run(1, 2, 0.29));
        }
        return runs;
    }

    @Test
    void aLossThatGainsWithoutAScaleControlIsNamed() {
        List<RunHistory> runs = List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.20),
                arm("shapes", "random", "standard").run(2, 2, 0.20),
                arm("shapes", "random", "emphasis").run(1, 2, 0.29),
                arm("shapes", "random", "emphasis").run(2, 2, 0.30),
                arm("shapes", "random", "paper").run(1, 2, 0.19),
                arm("shapes", "random", "paper").run(2, 2, 0.20));
        assertThat(compared(runs).cautions())
                .containsExactly("shapes: random, emphasis gains over the standard loss, by last common cycle (+9.5"
                        + " points), area over images (+9.5 points), area over boxes (+9.5 points), and has no scale"
                        + " control beside it: the gain may come from larger steps alone.");
    }

    @Test
    void aScaleControlOfOtherSeedsIsNone() {
        List<RunHistory> runs = List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.20),
                arm("shapes", "random", "standard").run(2, 2, 0.20),
                arm("shapes", "random", "scale-control").run(2, 2, 0.28),
                arm("shapes", "random", "emphasis").run(1, 2, 0.29));
        assertThat(compared(runs).cautions())
                .singleElement()
                .satisfies(it -> assertThat(it).contains("random, emphasis gains", "has no scale control beside it"));
    }

    /** Such as the Emphasis IoU alone: it is no larger by factors, which the control has. */
    @Test
    void aLossWithoutFactorsNeedsNoScaleControl() {
        List<RunHistory> runs = new ArrayList<>(List.of(
                arm("shapes", "random", "standard").run(1, 2, 0.20),
                custom("off").run(1, 2, 0.29)));
        assertThat(compared(runs).cautions()).isEmpty();
        runs.add(arm("shapes", "random", "scale-control").run(1, 2, 0.28));
        assertThat(compared(runs).cautions()).isEmpty();
        runs.set(1, custom("batch").run(1, 2, 0.29));
        assertThat(compared(runs).cautions())
                .singleElement()
                .satisfies(it -> assertThat(it).startsWith("shapes: the gain of random, custom"));
    }

    private static SyntheticRuns custom(String factors) {
        return custom("random", factors);
    }

    private static SyntheticRuns custom(String strategy, String factors) {
        String loss = "{\"factors\": {\"mode\": \"" + factors + "\"}}";
        return new SyntheticRuns(
                "shapes", strategy, "custom", "{\"budget\": 50, \"training\": {\"loss\": " + loss + "}}");
    }

    @Test
    void aScaleControlThatSomeDataSetLacksIsMissedOverAllToo() {
        List<RunHistory> runs = new ArrayList<>(gainsOfScale());
        runs.add(arm("leaves", "random", "standard").run(1, 2, 0.20));
        runs.add(arm("leaves", "random", "emphasis").run(1, 2, 0.29));
        assertThat(compared(runs).cautions())
                .anySatisfy(it -> assertThat(it).startsWith("leaves: random, emphasis gains"))
                .anySatisfy(it -> assertThat(it)
                        .startsWith("all data sets: random, emphasis gains")
                        .contains("no scale control beside it on leaves:"));
    }

    @Test
    void aScaleControlThatAllDataSetsLackIsMissedOnEachOnly() {
        List<RunHistory> runs = new ArrayList<>(gainsOfScale());
        runs.removeIf(it -> it.summary().loss().equals("scale-control"));
        assertThat(compared(runs).cautions())
                .hasSize(2)
                .allSatisfy(it ->
                        assertThat(it).contains(": random, emphasis gains").doesNotContain("all data sets"));
    }

    @Test
    void aDataSetWithASingleArmSilencesNoCautionOverAll() {
        List<RunHistory> runs =
                new ArrayList<>(List.of(arm("alone", "random", "standard").run(1, 2, 0.20)));
        runs.addAll(gainsOfScale());
        assertThat(compared(runs).cautions())
                .anySatisfy(it -> assertThat(it).startsWith("all data sets: the gain of random, emphasis"));
    }

    @Test
    void aPlaceboThatIsToldFromRandomIsACaution() {
        List<RunHistory> runs = new ArrayList<>(twoSeeds("shapes", "random", 0.20, 0.20));
        runs.addAll(twoSeeds("shapes", "placebo", 0.300, 0.301));
        assertThat(compared(runs).cautions())
                .anySatisfy(it -> assertThat(it)
                        .contains("placebo, standard, which draws at random, is called better")
                        .endsWith("spared the guard against near-duplicates it may be the guard."));
        assertThat(RunComparison.of(placeboBeside("hua"), new Options(null, "hua", 0.95))
                        .cautions())
                .as("to be worse than a strategy that looks is no noise")
                .isEmpty();
    }

    private static List<RunHistory> placeboBeside(String strategy) {
        List<RunHistory> runs = new ArrayList<>(twoSeeds("shapes", "random", 0.30, 0.31));
        runs.addAll(twoSeeds("shapes", strategy, 0.90, 0.91));
        runs.addAll(twoSeeds("shapes", "placebo", 0.300, 0.311));
        return runs;
    }

    /** Of one cycle, with the figures of the two. */
    private static List<RunHistory> twoSeeds(String dataset, String strategy, double first, double second) {
        SyntheticRuns arm = arm(dataset, strategy, "standard");
        return List.of(arm.run(1, 2, first), arm.run(2, 2, second));
    }

    /** On no set alone, as two seeds of each are too few, and over both at once. */
    @Test
    void aPlaceboThatIsToldFromRandomOverAllDataSetsIsACaution() {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("shapes", "cells")) {
            runs.addAll(twoSeeds(dataset, "random", 0.200, 0.200));
            runs.addAll(twoSeeds(dataset, "placebo", 0.205, 0.211));
        }
        assertThat(compared(runs).cautions())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).startsWith("all data sets"))
                .anySatisfy(it -> assertThat(it).contains("by last common cycle: placebo, standard, which draws"));
    }

    /** The selection of each cycle is one image; it costs 10 seconds with hua and 20 with random. */
    private static RunHistory chosen(RunHistory run, String image) {
        List<CycleRecord> cycles = new ArrayList<>();
        for (CycleRecord it : run.cycles()) {
            ImageScore score = new ImageScore(
                    new ImageId(image),
                    0,
                    new Explanation("none", List.of(new Explanation.Part("none", 0, 0, "none"))));
            SelectionRecord.Chosen one =
                    new SelectionRecord.Chosen(score, Path.of(image), new ImageSize(9, 9), null, null);
            cycles.add(new CycleRecord(
                    it.cycle(),
                    it.images(),
                    it.boxes(),
                    it.boxesPerClass(),
                    it.evaluations(),
                    it.losses(),
                    it.forwards(),
                    it.seconds(),
                    it.peakMegabytes(),
                    new SelectionRecord(List.of(one), List.of())));
        }
        return new RunHistory(run.summary(), cycles);
    }

    @Test
    void areasOverSecondsAreThereWhereAllAreKnown() {
        List<RunHistory> runs = List.of(
                chosen(arm("shapes", "random", "standard").run(1, 2, 0.1, 0.2, 0.3), "slow"),
                chosen(arm("shapes", "hua", "standard").run(1, 2, 0.1, 0.3, 0.4), "quick"));
        AnnotationSeconds seconds = new AnnotationSeconds(Map.of("slow", 20.0, "quick", 10.0));
        DatasetComparison dataset = RunComparison.of(
                        runs, new Options(null, null, 0.95, seconds, 0, RunComparison.Planned.NONE))
                .datasets()
                .get(0);
        assertThat(dataset.ranges().seconds().to()).isEqualTo(20); // hua spends 0, 10, 20, random 0, 20, 40
        assertThat(dataset.values(dataset.arms().get(0), Measure.AREA_SECONDS)[0])
                .isCloseTo(0.15, within(1e-12));
        assertThat(dataset.values(dataset.arms().get(1), Measure.AREA_SECONDS)[0])
                .isCloseTo((0.2 + 0.35) / 2, within(1e-12));
        AnnotationSeconds incomplete = new AnnotationSeconds(Map.of("quick", 10.0));
        assertThat(RunComparison.of(runs, new Options(null, null, 0.95, incomplete, 0, RunComparison.Planned.NONE))
                        .datasets()
                        .get(0)
                        .differences(Measure.AREA_SECONDS))
                .isEmpty();
    }

    /** As where a run goes on before all is annotated: 'late' is chosen twice and annotated once. */
    @Test
    void theSecondsOfAnImageCountInTheCycleThatItCameWith(@TempDir Path folder) {
        RunHistory chosen = chosen(arm("shapes", "hua", "standard").run(1, 2, 0.1, 0.2, 0.3), "late");
        ImageId evaluated = new ImageId("evaluated");
        Pool pool = pool("slow", "late", "evaluated");
        Map<ImageId, List<Annotation>> first = Map.of(new ImageId("slow"), List.of(), evaluated, List.of());
        try (RunFolder run = RunFolder.create(folder, chosen.summary())) {
            run.cycle(0).annotated(0, pool, new Oracle.Complete(first, Map.of(new ImageId("dark"), "too dark")));
            run.cycle(1).annotated(1, pool, new Oracle.Complete(Map.of(new ImageId("late"), List.of())));
        }
        AnnotationSeconds seconds =
                new AnnotationSeconds(Map.of("slow", 20.0, "late", 7.0, "evaluated", 5.0, "dark", 3.0));
        RunHistory read = new RunHistory(chosen.summary(), chosen.cycles(), folder);
        Options options = new Options(null, null, 0.95, seconds, 0, RunComparison.Planned.NONE);
        ArmCurves arm = RunComparison.of(List.of(read), options)
                .datasets()
                .get(0)
                .arms()
                .get(0);
        assertThat(arm.curves().get(0).seconds().orElseThrow().points())
                .extracting(LearningCurve.Point::x)
                .containsExactly(0.0, 28.0, 35.0);
    }

    @Test
    void imagesWithoutSecondsAreToldRunByRun() {
        RunHistory slow = chosen(arm("shapes", "random", "standard").run(1, 2, 0.1, 0.2, 0.3), "slow");
        RunHistory quick = chosen(arm("shapes", "hua", "standard").run(1, 2, 0.1, 0.3, 0.4), "quick");
        Path file = Path.of("s.csv");
        assertThat(new AnnotationSeconds(Map.of("slow", 20.0, "quick", 10.0)).gaps(List.of(slow, quick), file))
                .isEmpty();
        assertThat(new AnnotationSeconds(Map.of("slow", 20.0)).gaps(List.of(slow, quick), file))
                .containsExactly("s.csv: has no seconds of 1 of the 1 images that people worked on in run "
                        + quick.summary().name() + ", first quick; the run has no curve against hours");
        assertThatThrownBy(() -> new AnnotationSeconds(Map.of("x", 1.0)).gaps(List.of(slow, quick), file))
                .isInstanceOf(HualeException.class)
                .hasMessage("s.csv: names none of the images that people worked on in the runs, such as slow of run "
                        + slow.summary().name());
        assertThat(new AnnotationSeconds(Map.of("x", 1.0))
                        .gaps(List.of(arm("shapes", "random", "standard").run(1, 2, 0.1)), file))
                .as("nobody has worked on anything yet")
                .isEmpty();
    }

    private static Pool pool(String... names) {
        List<ImageRecord> images = Stream.of(names)
                .map(it -> new ImageRecord(new ImageId(it), Path.of(it), new ImageSize(9, 9), List.of()))
                .toList();
        return Pool.of(new Dataset("shapes", new ClassNames(List.of("disk", "star, big")), images));
    }

    @Test
    void secondsOfAnnotationAreReadFromATable(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("seconds.csv");
        Files.writeString(file, "image,seconds\na,b.jpg,2.5\nc.jpg,3\n");
        assertThat(AnnotationSeconds.read(file).byImage())
                .containsEntry("a,b.jpg", 2.5)
                .containsEntry("c.jpg", 3.0);
        Files.writeString(file, "\uFEFFimage,seconds\r\na.jpg,2.5\r\n"); // as Excel writes it
        assertThat(AnnotationSeconds.read(file).byImage()).containsExactly(Map.entry("a.jpg", 2.5));
        Files.writeString(file, "image,seconds\na.jpg,2.5\na.jpg,3\n");
        assertThatThrownBy(() -> AnnotationSeconds.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("line 3");
        Files.writeString(file, "image,seconds\na.jpg,-2\n");
        assertThatThrownBy(() -> AnnotationSeconds.read(file)).hasMessageContaining("line 2");
        Files.writeString(file, "file,seconds\n");
        assertThatThrownBy(() -> AnnotationSeconds.read(file)).hasMessageContaining("line 1");
    }

    @Test
    void secondsOfAnnotationAreReadAsSpreadsheetsWriteThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("seconds.csv");
        Files.writeString(file, """
                "image","seconds"
                "a,b.jpg",3
                "c ""d"".jpg","4"
                e.jpg,"5"
                '=HYPERLINK(1).jpg,6
                =f.jpg,7

                 g.jpg, 8
                """);
        assertThat(AnnotationSeconds.read(file).byImage())
                .containsOnly(
                        Map.entry("a,b.jpg", 3.0),
                        Map.entry("c \"d\".jpg", 4.0),
                        Map.entry("e.jpg", 5.0),
                        Map.entry("=HYPERLINK(1).jpg", 6.0),
                        Map.entry("=f.jpg", 7.0),
                        Map.entry(" g.jpg", 8.0));
        for (String line : List.of("\"a.jpg\",3,4", "\"a.jpg,3", "\"\",3", "a.jpg,", "a.jpg", ",3")) {
            Files.writeString(file, "image,seconds\n" + line + "\n");
            assertThatThrownBy(() -> AnnotationSeconds.read(file))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining(file + ": line 2: ");
        }
    }
}
