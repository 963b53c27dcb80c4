package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.curve.Axis;
import org.huale.report.html.HtmlReport;
import org.huale.report.table.ComparisonCsv;
import org.huale.report.table.ComparisonLatex;
import org.huale.report.table.ComparisonMarkdown;
import org.junit.jupiter.api.Test;

class SavingTest {
    private static final SyntheticRuns RANDOM = SyntheticRuns.of("random", "standard");
    private static final SyntheticRuns HUA = SyntheticRuns.of("hua", "standard");

    private static Saving saving(Axis axis, RunHistory... runs) {
        return RunComparison.of(List.of(runs), Options.defaults())
                .datasets()
                .get(0)
                .savings(axis)
                .get(0);
    }

    @Test
    void costIsReadBetweenCyclesSeedBySeed() {
        Saving saving = saving(
                Axis.IMAGES,
                RANDOM.run(1, 2, 0.10, 0.20, 0.30),
                RANDOM.run(2, 2, 0.10, 0.20, 0.40),
                HUA.run(1, 2, 0.10, 0.25, 0.35),
                HUA.run(2, 2, 0.10, 0.40, 0.50));
        assertThat(saving.runs()).extracting(Saving.Reach::seed).containsExactly(1L, 2L);
        assertThat(saving.runs()).extracting(Saving.Reach::reference).containsExactly(150.0, 150.0);
        // 0.30 is half of the way from 0.25 at 100 to 0.35 at 150; 0.40 is reached at 100
        assertThat(saving.runs().get(0).own().orElseThrow()).isEqualTo(125, within(1e-9));
        assertThat(saving.runs().get(1).own().orElseThrow()).isEqualTo(100, within(1e-9));
        assertThat(saving.percent().orElseThrow().mean()).isEqualTo((100 / 6.0 + 100 / 3.0) / 2, within(1e-9));
        assertThat(saving.pairs().orElseThrow().differences().mean()).isEqualTo(37.5, within(1e-9));
    }

    @Test
    void boxesAreCountedByTheirOwnCurve() {
        Saving saving = saving(Axis.BOXES, RANDOM.run(1, 2, 0.10, 0.20, 0.30), HUA.run(1, 4, 0.10, 0.30, 0.35));
        assertThat(saving.runs().get(0).reference()).isEqualTo(300);
        assertThat(saving.runs().get(0).own()).isEqualTo(OptionalDouble.of(400));
        assertThat(saving.percent().orElseThrow().mean()).isEqualTo(-100 / 3.0, within(1e-9));
    }

    @Test
    void aCurveThatNeverComesSoFarSaysSoAndIsNotAveragedAway() {
        Saving saving = saving(
                Axis.IMAGES,
                RANDOM.run(1, 2, 0.10, 0.20, 0.30),
                RANDOM.run(2, 2, 0.10, 0.40, 0.40),
                HUA.run(1, 2, 0.10, 0.30, 0.35),
                HUA.run(2, 2, 0.10, 0.30, 0.35));
        assertThat(saving.reached()).isEqualTo(1);
        assertThat(saving.runs()).extracting(Saving.Reach::reference).containsExactly(150.0, 100.0);
        assertThat(saving.own().orElseThrow().mean()).isEqualTo(100, within(1e-9));
        assertThat(saving.needed().orElseThrow().mean())
                .as("with the same seed")
                .isEqualTo(150);
        assertThat(saving.percent().orElseThrow().mean()).isEqualTo(100 / 3.0, within(1e-9));
        assertThat(saving.pairs()).isEmpty();
        assertThat(saving.verdict()).isEqualTo(Verdict.UNTESTED);
        assertThat(saving.said()).isEqualTo("not reached with 1 of 2 seeds");
    }

    @Test
    void neverReachedHasNoMean() {
        Saving saving = saving(Axis.IMAGES, RANDOM.run(1, 2, 0.10, 0.30), HUA.run(1, 2, 0.10, 0.20));
        assertThat(saving.own()).isEmpty();
        assertThat(saving.percent()).isEmpty();
        assertThat(saving.needed().orElseThrow().mean()).isEqualTo(100);
        assertThat(saving.said()).isEqualTo("not reached");
    }

    @Test
    void aReferenceThatWasThereBeforeIsChargedForThatMoment() {
        Saving saving = saving(Axis.IMAGES, RANDOM.run(1, 2, 0.10, 0.32, 0.30), HUA.run(1, 2, 0.10, 0.30, 0.35));
        assertThat(saving.runs().get(0).reference()).isEqualTo(50 + 50 * 0.20 / 0.22, within(1e-9));
    }

    /** The initial images show no object, and no detector finds anything. */
    @Test
    void ofNoBoxesNothingIsSavedAndAllIsReported() {
        List<RunHistory> runs = List.of(RANDOM.run(1, 0, 0, 0), HUA.run(1, 0, 0, 0));
        Saving saving = saving(Axis.BOXES, runs.toArray(RunHistory[]::new));
        assertThat(saving.own().orElseThrow().mean()).isZero();
        assertThat(saving.percent()).isEmpty();
        RunComparison comparison = RunComparison.of(runs, Options.defaults());
        assertThat(new ComparisonMarkdown(comparison).toString()).doesNotContain("NaN");
        assertThat(new ComparisonLatex(comparison).toString()).doesNotContain("NaN");
        assertThat(new ComparisonCsv(comparison).savings()).contains("boxes,1,0.0,0.0,0.0,,");
        assertThat(HtmlReport.of(runs, HtmlReport.Options.defaults()).toHtml()).doesNotContain("NaN");
    }

    @Test
    void oneCycleAloneSavesNothing() {
        assertThat(RunComparison.of(List.of(RANDOM.run(1, 2, 0.1), HUA.run(1, 2, 0.2)), Options.defaults())
                        .datasets()
                        .get(0)
                        .savings())
                .isEmpty();
    }

    @Test
    void armsThatDoNotReachTheTargetAreAskedAboutAllTheSame() {
        List<RunHistory> runs = new ArrayList<>(List.of(
                RANDOM.run(1, 2, 0.10, 0.20, 0.30),
                RANDOM.run(2, 2, 0.10, 0.20, 0.30),
                HUA.run(1, 2, 0.10, 0.30, 0.50),
                HUA.run(2, 2, 0.10, 0.31, 0.50)));
        double alone = images(runs).corrected();
        assertThat(alone).isEqualTo(images(runs).pairs().orElseThrow().pValues().studentT(), within(1e-12));
        runs.add(SyntheticRuns.of("cald", "standard").run(1, 2, 0.10, 0.15, 0.20));
        runs.add(SyntheticRuns.of("cald", "standard").run(2, 2, 0.10, 0.15, 0.20));
        runs.add(SyntheticRuns.of("pal", "standard").run(1, 2, 0.10, 0.40, 0.50)); // of one seed nothing is asked
        assertThat(images(runs).corrected()).isEqualTo(Math.min(1, 2 * alone), within(1e-12));
    }

    private static Saving images(List<RunHistory> runs) {
        return saving(Axis.IMAGES, runs.toArray(RunHistory[]::new));
    }

    @Test
    void theSameSavingWithEverySeedIsNotTested() {
        Saving even = saving(
                Axis.IMAGES,
                RANDOM.run(1, 2, 0.10, 0.20, 0.30),
                RANDOM.run(2, 2, 0.10, 0.20, 0.30),
                HUA.run(1, 2, 0.10, 0.30, 0.50),
                HUA.run(2, 2, 0.10, 0.30, 0.50));
        assertThat(even.verdict()).isEqualTo(Verdict.WITHOUT_SPREAD);
        assertThat(even.told(0.95)).isEmpty();
    }

    @Test
    void clearSavingsAreBetterAndScatteredOnesInsideTheNoise() {
        assertThat(three(0.30, 0.31, 0.30).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(three(0.45, 0.22, 0.21).verdict()).isEqualTo(Verdict.INSIDE_THE_NOISE);
    }

    private static Saving three(double first, double second, double third) {
        return saving(
                Axis.IMAGES,
                RANDOM.run(1, 2, 0.10, 0.20, 0.30),
                RANDOM.run(2, 2, 0.10, 0.20, 0.30),
                RANDOM.run(3, 2, 0.10, 0.20, 0.30),
                HUA.run(1, 2, 0.10, first, 0.50),
                HUA.run(2, 2, 0.10, second, 0.31),
                HUA.run(3, 2, 0.10, third, 0.31));
    }
}
