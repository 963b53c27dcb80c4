package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.curve.Figure;
import org.huale.report.curve.RunCurve;
import org.huale.report.table.ComparisonMarkdown;
import org.huale.statistics.CommonRange;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private static final SyntheticRuns RANDOM = SyntheticRuns.of("random", "standard");
    private static final SyntheticRuns HUA = SyntheticRuns.of("hua", "standard");
    private static final List<RunHistory> RUNS = List.of(
            RANDOM.run(1, 2, 0.10, 0.20, 0.30),
            RANDOM.run(2, 2, 0.12, 0.21, 0.31),
            RANDOM.run(3, 2, 0.11, 0.19, 0.29),
            HUA.run(3, 3, 0.11, 0.25, 0.35),
            HUA.run(1, 3, 0.10, 0.26, 0.34),
            HUA.run(2, 3, 0.12, 0.27, 0.37));

    private static RunComparison compared(List<RunHistory> runs) {
        return RunComparison.of(runs, Options.defaults());
    }

    private static List<String> labels(List<RunHistory> runs) {
        return compared(runs).datasets().get(0).arms().stream()
                .map(it -> it.arm().label())
                .toList();
    }

    private static Difference difference(List<RunHistory> runs, Measure measure) {
        return compared(runs).datasets().get(0).differences(measure).get(0);
    }

    @Test
    void seedsOfOneSettingAreAnArm() {
        assertThat(labels(RUNS)).containsExactly("random, standard", "hua, standard");
        assertThat(compared(RUNS).datasets().get(0).arms().get(1).curves())
                .extracting(RunCurve::seed)
                .containsExactly(1L, 2L, 3L);
    }

    /** Options of a user's own strategy may be called like keys of a run in which the runs of one arm may differ. */
    @Test
    void optionsOfAStrategyOfOnesOwnTellArmsApart() {
        SyntheticRuns half = own(0.5);
        SyntheticRuns most = own(0.9);
        assertThat(labels(List.of(RANDOM.run(1, 1, 0.1), half.run(1, 1, 0.1), most.run(1, 1, 0.2))))
                .containsExactly(
                        "random, standard", "mine, standard, strategy.keep=0.5", "mine, standard, strategy.keep=0.9");
    }

    private static SyntheticRuns own(double keep) {
        String config = "{\"budget\": 50, \"strategy\": {\"name\": \"mine\", \"keep\": " + keep + "}}";
        return new SyntheticRuns("shapes", "mine", "standard", config);
    }

    @Test
    void whatElseDiffersIsInTheLabel() {
        SyntheticRuns wide =
                new SyntheticRuns("shapes", "hua", "standard", "{\"strategy\": {\"ratio\": 4}, \"seed\": 9}");
        SyntheticRuns narrow = new SyntheticRuns("shapes", "hua", "standard", "{\"strategy\": {\"ratio\": 2}}");
        SyntheticRuns random = new SyntheticRuns("shapes", "random", "standard", "{\"budget\": 50}");
        assertThat(labels(List.of(random.run(1, 1, 0.1), wide.run(1, 1, 0.1), narrow.run(1, 1, 0.1))))
                .containsExactly(
                        "random, standard, budget=50",
                        "hua, standard, budget=absent, strategy.ratio=4",
                        "hua, standard, budget=absent, strategy.ratio=2");
    }

    @Test
    void seedAndNumberOfCyclesMakeNoOtherArm() {
        SyntheticRuns one = new SyntheticRuns("shapes", "hua", "standard", "{\"seed\": 1, \"cycles\": 2}");
        SyntheticRuns two = new SyntheticRuns("shapes", "hua", "standard", "{\"seed\": 2, \"cycles\": 5}");
        assertThat(labels(List.of(one.run(1, 1, 0.1), two.run(2, 1, 0.1)))).containsExactly("hua, standard");
    }

    /** As where the seed decides which images are kept for evaluation, or people set some aside. */
    @Test
    void imagesThatASeedBeganWithMakeNoOtherArm() {
        List<RunHistory> runs = new ArrayList<>(RUNS.subList(0, 5));
        runs.add(SyntheticRuns.less(HUA.run(2, 3, 0.12, 0.27, 0.37), 2));
        assertThat(labels(runs)).containsExactly("random, standard", "hua, standard");
        assertThat(difference(runs, Measure.LAST).units()).isEqualTo(3);
    }

    @Test
    void imagesThatWereAskedForAtFirstTellArmsApart() {
        SyntheticRuns few = new SyntheticRuns("shapes", "hua", "standard", "{\"initial\": {\"images\": 48}}");
        SyntheticRuns more = new SyntheticRuns("shapes", "hua", "standard", "{\"initial\": {\"images\": 50}}");
        assertThat(labels(List.of(SyntheticRuns.less(few.run(1, 1, 0.1), 2), more.run(1, 1, 0.1))))
                .containsExactly("hua, standard, initial.images=48", "hua, standard, initial.images=50");
    }

    /** As in tables of earlier versions. */
    @Test
    void withoutAConfigurationTheImagesAtFirstTellArmsApart() {
        SyntheticRuns untold = new SyntheticRuns("shapes", "hua", "standard", "{}");
        List<RunHistory> runs =
                new ArrayList<>(List.of(SyntheticRuns.less(untold.run(1, 1, 0.1), 2), untold.run(1, 1, 0.1)));
        assertThat(labels(runs))
                .containsExactly("hua, standard, images at first=48", "hua, standard, images at first=50");
        runs.add(HUA.run(1, 1, 0.1));
        assertThat(labels(runs))
                .containsExactly(
                        "hua, standard, budget=absent, images at first=48",
                        "hua, standard, budget=absent, images at first=50",
                        "hua, standard, budget=50");
    }

    @Test
    void differenceIsPairedBySeed() {
        Difference area = difference(RUNS, Measure.AREA_IMAGES);
        assertThat(area.reference()).isEqualTo("random, standard");
        assertThat(area.pairs().orElseThrow().differences().n()).isEqualTo(3);
        // trapezoids: half of the first and last difference and all of the middle one, over two steps
        double expected = ((0.06 + 0.04 / 2) + (0.06 + 0.06 / 2) + (0.06 + 0.06 / 2)) / 2 / 3;
        assertThat(area.pairs().orElseThrow().differences().mean()).isEqualTo(expected, within(1e-12));
        assertThat(area.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void areasAgainstBoxesReachOverWhatAllRunsHave() {
        assertThat(compared(RUNS).datasets().get(0).ranges().boxes()).isEqualTo(new CommonRange(150, 300));
        double[] values = compared(RUNS)
                .datasets()
                .get(0)
                .values(compared(RUNS).datasets().get(0).arms().get(0), Measure.AREA_BOXES);
        assertThat(values[0]).isEqualTo((0.15 + 0.20) / 2 / 3 + (0.20 + 0.30) / 2 * 2 / 3, within(1e-12));
    }

    @Test
    void equalFirstCyclesAreCalledEqual() {
        assertThat(difference(RUNS, Measure.FIRST).verdict()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void smallDifferencesAreCalledNoise() {
        List<RunHistory> runs = List.of(
                RANDOM.run(1, 2, 0.1, 0.30), RANDOM.run(2, 2, 0.1, 0.34),
                HUA.run(1, 2, 0.1, 0.35), HUA.run(2, 2, 0.1, 0.33));
        assertThat(difference(runs, Measure.LAST).verdict()).isEqualTo(Verdict.INSIDE_THE_NOISE);
    }

    @Test
    void oneSeedIsNoTest() {
        List<RunHistory> runs = List.of(RANDOM.run(1, 2, 0.1, 0.2), HUA.run(1, 2, 0.1, 0.9));
        assertThat(difference(runs, Measure.LAST).verdict()).isEqualTo(Verdict.UNTESTED);
        assertThat(new ComparisonMarkdown(compared(runs)).toString())
                .contains("too few seeds to tell", "One seed illustrates");
    }

    @Test
    void everyArmIsHeldAgainstRandomWithItsLoss() {
        SyntheticRuns randomEmphasis = SyntheticRuns.of("random", "emphasis");
        SyntheticRuns huaEmphasis = SyntheticRuns.of("hua", "emphasis");
        SyntheticRuns other = SyntheticRuns.of("hua", "scaled");
        List<RunHistory> runs = List.of(
                RANDOM.run(1, 2, 0.1),
                randomEmphasis.run(1, 2, 0.1),
                HUA.run(1, 2, 0.1),
                huaEmphasis.run(1, 2, 0.1),
                other.run(1, 2, 0.1));
        assertThat(compared(runs).datasets().get(0).differences(Measure.LAST))
                .extracting(it -> it.arm() + " - " + it.reference())
                .containsExactly(
                        "random, emphasis - random, standard",
                        "hua, standard - random, standard",
                        "hua, emphasis - random, emphasis",
                        "hua, scaled - random, standard");
    }

    @Test
    void referenceCanBeNamed() {
        RunComparison comparison = RunComparison.of(RUNS, new Options(null, "hua", 0.95));
        assertThat(comparison.datasets().get(0).differences(Measure.LAST))
                .extracting(Difference::arm)
                .containsExactly("random, standard");
        assertThatThrownBy(() -> RunComparison.of(RUNS, new Options(null, "entropy", 0.95)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("hua, standard");
    }

    @Test
    void figureCanBeChosen() {
        Figure figure = Figure.parse("voc:AP-eleven-point");
        RunComparison comparison = RunComparison.of(RUNS, new Options(figure, null, 0.95));
        assertThat(comparison
                        .datasets()
                        .get(0)
                        .arms()
                        .get(0)
                        .curves()
                        .get(0)
                        .images()
                        .at(50))
                .isEqualTo(0.05);
        assertThatThrownBy(() -> RunComparison.of(RUNS, new Options(new Figure("coco", "AP"), null, 0.95)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("voc:AP-eleven-point");
        assertThatThrownBy(() -> Figure.parse("AP")).isInstanceOf(HualeException.class);
    }

    @Test
    void unfinishedRunsShortenTheCommonRangeAndAreNamed() {
        List<RunHistory> runs = List.of(RANDOM.run(1, 2, 0.1, 0.2, 0.3), HUA.run(1, 2, 0.1, 0.4), HUA.run(2, 2));
        RunComparison comparison = compared(runs);
        assertThat(comparison.datasets().get(0).ranges().images()).isEqualTo(new CommonRange(50, 100));
        assertThat(comparison.notes())
                .containsExactly(
                        "hua-standard-2: left out, it has no completed cycle",
                        "hua-standard-1: stopped at 100 of 150 images, so areas and last cycles on shapes end there or"
                                + " earlier");
    }

    @Test
    void aBoundThatWasStoppedShortensNothing() {
        List<RunHistory> runs = new ArrayList<>(RUNS);
        runs.add(SyntheticRuns.of("oracle-counts", "standard").run(1, 9, 0.4, 0.5));
        RunComparison comparison = compared(runs);
        DatasetComparison dataset = comparison.datasets().get(0);
        assertThat(dataset.ranges()).isEqualTo(compared(RUNS).datasets().get(0).ranges());
        assertThat(dataset.values("oracle-counts (bound), standard", Measure.FIRST))
                .containsExactly(0.4);
        assertThat(dataset.values("oracle-counts (bound), standard", Measure.LAST))
                .isEmpty();
        assertThat(dataset.differences())
                .isEqualTo(compared(RUNS).datasets().get(0).differences());
        assertThat(comparison.notes()).noneMatch(it -> it.contains("stopped at"));
        assertThat(new ComparisonMarkdown(comparison).toString()).contains("oracle-counts (bound), standard");
    }

    @Test
    void nothingIsHeldAgainstABound() {
        List<RunHistory> runs = new ArrayList<>(RUNS);
        runs.add(SyntheticRuns.of("oracle-counts", "standard").run(1, 9, 0.4, 0.5, 0.6));
        for (String name : List.of("oracle-counts", "oracle-counts (bound), standard")) {
            assertThatThrownBy(() -> RunComparison.of(runs, new Options(null, name, 0.95)))
                    .isInstanceOf(HualeException.class)
                    .hasMessage("--reference " + name + ": is a bound, which nothing is compared with; there are"
                            + " [random, standard, hua, standard]");
        }
        assertThatThrownBy(() -> RunComparison.of(runs, new Options(null, "entropy", 0.95)))
                .hasMessage("no arm is named 'entropy' on shapes; there are [random, standard, hua, standard]");
    }

    @Test
    void differencesWithoutSpreadHaveNoVerdict() {
        List<RunHistory> runs = List.of(
                RANDOM.run(1, 2, 0.1, 0.2),
                RANDOM.run(2, 2, 0.1, 0.3),
                RANDOM.run(3, 2, 0.1, 0.4),
                HUA.run(1, 2, 0.1, 0.3),
                HUA.run(2, 2, 0.1, 0.4),
                HUA.run(3, 2, 0.1, 0.5));
        Difference even = difference(runs, Measure.LAST);
        assertThat(even.verdict()).isEqualTo(Verdict.WITHOUT_SPREAD);
        assertThat(even.told(0.95)).isEmpty();
        assertThat(new ComparisonMarkdown(compared(runs)).toString())
                .contains("no spread to test by")
                .doesNotContain("[+0.1000, +0.1000]");
    }

    @Test
    void theLeastExactPValueIsSaidForEveryNumberOfUnits() {
        List<RunHistory> runs = new ArrayList<>(RUNS);
        runs.add(SyntheticRuns.of("cald", "standard").run(1, 2, 0.1, 0.2, 0.3));
        runs.add(SyntheticRuns.of("cald", "standard").run(2, 2, 0.1, 0.2, 0.4));
        assertThat(new ComparisonMarkdown(compared(runs)).toString())
                .contains("it cannot be less than 0.5000 with 2 units, 0.2500 with 3 units.");
    }

    @Test
    void runsOnTheirWayAreLeftOutWhereOthersOfTheirArmHaveEnded() {
        SyntheticRuns random = planned("random", "{budget: 50, cycles: 3}");
        List<RunHistory> runs = List.of(
                random.run(1, 2, 0.1, 0.2, 0.3),
                random.run(2, 2, 0.1, 0.2),
                planned("hua", "{budget: 50, cycles: 3}").run(1, 2, 0.1, 0.3, 0.4),
                planned("pal", "{budget: 50, cycles: 9, stop: {plateau: 0.1}}").run(1, 2, 0.1, 0.3, 0.3));
        RunComparison comparison = compared(runs);
        assertThat(comparison.datasets().get(0).ranges().images()).isEqualTo(new CommonRange(50, 150));
        assertThat(comparison.notes()).containsExactly("random-standard-2: left out, 1 of its cycles is to come");
    }

    /** None cuts a comparison short that has come as far as those of its arm that nobody extended. */
    @Test
    void runsThatAreBeingExtendedCountAsFarAsTheOthersCame() {
        SyntheticRuns random = planned("random", "{budget: 50, cycles: 2}");
        SyntheticRuns extended = planned("random", "{budget: 50, cycles: 5}");
        List<RunHistory> runs =
                List.of(random.run(1, 2, 0.1, 0.2), extended.run(2, 2, 0.1, 0.2), extended.run(3, 2, 0.1, 0.2, 0.3));
        RunComparison comparison = compared(runs);
        assertThat(comparison.notes()).noneMatch(it -> it.contains("left out"));
        assertThat(comparison.datasets().get(0).arms().get(0).curves())
                .extracting(RunCurve::seed)
                .containsExactly(1L, 2L, 3L);
        assertThat(compared(List.of(random.run(1, 2, 0.1, 0.2), extended.run(2, 2, 0.1)))
                        .notes())
                .contains("random-standard-2: left out, 4 of its cycles are to come");
    }

    private static SyntheticRuns planned(String strategy, String config) {
        return new SyntheticRuns("shapes", strategy, "standard", config);
    }

    @Test
    void repeatedSeedsCountOnce() {
        RunComparison comparison = compared(List.of(RANDOM.run(1, 2, 0.1), RANDOM.run(1, 2, 0.1, 0.2)));
        assertThat(comparison.datasets().get(0).arms().get(0).curves()).hasSize(1);
        assertThat(comparison
                        .datasets()
                        .get(0)
                        .arms()
                        .get(0)
                        .curves()
                        .get(0)
                        .images()
                        .to())
                .isEqualTo(100);
        assertThat(comparison.notes()).hasSize(1);
    }

    @Test
    void undefinedFiguresLeaveAGap() {
        RunComparison comparison = compared(List.of(RANDOM.run(1, 2, 0.1, -1, 0.3)));
        assertThat(comparison
                        .datasets()
                        .get(0)
                        .arms()
                        .get(0)
                        .curves()
                        .get(0)
                        .images()
                        .points())
                .hasSize(2);
    }

    @Test
    void nothingEvaluatedIsAnError() {
        assertThatThrownBy(() -> compared(List.of())).isInstanceOf(HualeException.class);
        assertThatThrownBy(() -> compared(List.of(RANDOM.run(1, 2)))).isInstanceOf(HualeException.class);
    }

    @Test
    void dataSetsAreComparedApart() {
        SyntheticRuns elsewhere = new SyntheticRuns("cells", "random", "standard", "{\"budget\": 50}");
        assertThat(compared(List.of(RANDOM.run(1, 2, 0.1), elsewhere.run(1, 2, 0.1)))
                        .datasets())
                .extracting(DatasetComparison::dataset)
                .containsExactly("shapes", "cells");
    }
}
