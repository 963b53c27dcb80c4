package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.html.HtmlReport;
import org.huale.report.table.ComparisonCsv;
import org.huale.report.table.ComparisonLatex;
import org.huale.report.table.ComparisonMarkdown;
import org.huale.statistics.PairedComparison;
import org.junit.jupiter.api.Test;

class PooledDifferencesTest {

    private static RunHistory run(String dataset, String strategy, long seed, double end) {
        return new SyntheticRuns(dataset, strategy, "standard", "{\"budget\": 50}").run(seed, 2, 0.1, end);
    }

    private static List<RunHistory> runs(String dataset, String strategy, double... ends) {
        List<RunHistory> runs = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            runs.add(run(dataset, strategy, i + 1, ends[i]));
        }
        return runs;
    }

    private static RunComparison compared(List<List<RunHistory>> runs) {
        return RunComparison.of(runs.stream().flatMap(List::stream).toList(), Options.defaults());
    }

    private static RunComparison twoSets() {
        return compared(List.of(
                runs("wide", "random", 0.20, 0.20, 0.20),
                runs("wide", "hua", 0.23, 0.25, 0.22),
                runs("small", "random", 0.50, 0.40),
                runs("small", "hua", 0.51, 0.44),
                runs("wide", "cald", 0.9, 0.9)));
    }

    @Test
    void everySeedOfEveryDataSetIsAPair() {
        Difference end = twoSets().overall(Measure.LAST).get(0);
        PairedComparison pairs = end.pairs().orElseThrow();
        assertThat(end.arm() + " - " + end.reference()).isEqualTo("hua, standard - random, standard");
        assertThat(pairs.differences().n()).isEqualTo(5);
        assertThat(pairs.differences().mean()).isEqualTo((0.03 + 0.05 + 0.02 + 0.01 + 0.04) / 5, within(1e-12));
        assertThat(pairs.better()).isEqualTo(5);
    }

    /** One seed of an arm may have fewer to learn from, on one of the sets. */
    @Test
    void imagesThatASeedBeganWithTakeNoSeedFromAnArm() {
        List<RunHistory> wide = new ArrayList<>(runs("wide", "hua", 0.23, 0.25));
        wide.add(SyntheticRuns.less(run("wide", "hua", 3, 0.22), 2));
        RunComparison comparison = compared(List.of(
                runs("wide", "random", 0.20, 0.20, 0.20),
                wide,
                runs("small", "random", 0.50, 0.40),
                runs("small", "hua", 0.51, 0.44)));
        assertThat(comparison.overall(Measure.LAST)).singleElement().satisfies(it -> {
            assertThat(it.arm()).isEqualTo("hua, standard");
            assertThat(it.units()).isEqualTo(5);
        });
        assertThat(comparison.notes()).noneMatch(it -> it.contains("left out"));
    }

    @Test
    void allSetsTellWhatNoneTells() {
        RunComparison comparison = twoSets();
        assertThat(comparison.datasets())
                .extracting(it -> it.differences(Measure.LAST).stream()
                        .filter(difference -> difference.arm().startsWith("hua"))
                        .findFirst()
                        .orElseThrow()
                        .verdict())
                .containsOnly(Verdict.INSIDE_THE_NOISE);
        assertThat(comparison.overall(Measure.LAST).get(0).verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void anArmThatIsNotOnEveryDataSetIsLeftOut() {
        assertThat(twoSets().overall()).extracting(Difference::arm).containsOnly("hua, standard");
        assertThat(twoSets().notes())
                .contains("left out over all data sets, for want of a seed in common with the same reference on small:"
                        + " cald, standard");
    }

    private static RunHistory run(String dataset, String options, long seed, double... values) {
        String config = "{\"budget\": " + dataset.length() + "0, \"data\": {\"pool\": \"" + dataset
                + "\"}, \"strategy\": {" + options + "}}";
        String strategy = options.isEmpty() ? "random" : "hua";
        return new SyntheticRuns(dataset, strategy, "standard", config).run(seed, 2, values);
    }

    /** Their labels name three of four settings, and these three are alike. */
    @Test
    void armsWithLabelsThatAreCutAlikeStayApart() {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("x", "why")) {
            for (int seed = 1; seed <= 3; seed++) {
                double scatter = 0.001 * seed;
                runs.add(run(dataset, "", seed, 0.1, 0.2));
                runs.add(run(dataset, "a: 1, b: 1, c: 1, d: 1", seed, 0.1, 0.3 + scatter));
                runs.add(run(dataset, "a: 1, b: 1, c: 1, d: 2", seed, 0.1, 0.1 + scatter));
                runs.add(run(dataset, "a: 2, b: 2, c: 2, d: 1", seed, 0.1, 0.22 + scatter));
            }
        }
        List<Difference> overall = RunComparison.of(runs, Options.defaults()).overall(Measure.LAST);
        assertThat(overall)
                .extracting(it -> Math.round(1000 * it.mean().orElseThrow()))
                .containsExactly(102L, -98L, 22L);
        assertThat(overall).extracting(Difference::arm).doesNotHaveDuplicates();
        assertThat(overall).extracting(Difference::units).containsOnly(6);
    }

    /** Of an arm that two data sets have, and of one with these options beside it on the first. */
    private static RunComparison withSiblingOnX(String options) {
        List<RunHistory> runs = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            runs.add(run("x", "", seed, 0.1, 0.2));
            runs.add(run("x", "a: 1", seed, 0.1, 0.25 + 0.001 * seed));
            runs.add(run("x", options, seed, 0.1, 0.24 + 0.001 * seed));
            runs.add(run("why", "", seed, 0.1, 0.2));
            runs.add(run("why", "a: 1", seed, 0.1, 0.25 + 0.001 * seed));
        }
        return RunComparison.of(runs, Options.defaults());
    }

    /** What it is called by there must not depend on who else is there. */
    @Test
    void anArmIsTheSameWhereItHasNoSibling() {
        RunComparison comparison = withSiblingOnX("a: 2");
        assertThat(comparison.overall(Measure.LAST)).singleElement().satisfies(it -> {
            assertThat(it.arm()).isEqualTo("hua, standard, strategy.a=1");
            assertThat(it.units()).isEqualTo(6);
        });
        assertThat(comparison.notes())
                .contains("left out over all data sets, for want of a seed in common with the same reference on why:"
                        + " hua, standard, strategy.a=2")
                .noneMatch(it -> it.startsWith("hua, standard, strategy.a=1"));
    }

    /** As where one arm has an option that the other leaves at what it usually is. */
    @Test
    void anArmIsTheSameWhereItHasNoSiblingWithMoreOptions() {
        RunComparison comparison = withSiblingOnX("a: 1, b: {c: 1}");
        assertThat(comparison.overall(Measure.LAST)).singleElement().satisfies(it -> {
            assertThat(it.arm()).isEqualTo("hua, standard, strategy.b.c=absent");
            assertThat(it.reference()).isEqualTo("random, standard");
            assertThat(it.units()).isEqualTo(6);
        });
        assertThat(comparison.notes())
                .contains("left out over all data sets, for want of a seed in common with the same reference on why:"
                        + " hua, standard, strategy.b.c=1");
    }

    @Test
    void aKeyThatTellsArmsApartIsNamedWhereNoArmHasIt() {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("x", "why")) {
            for (int seed = 1; seed <= 3; seed++) {
                runs.add(run(dataset, "random", seed, 0.2));
                runs.add(run(dataset, "hua", seed, 0.25 + 0.001 * seed));
            }
        }
        String more = "{\"budget\": 50, \"evaluation\": {\"maxDetections\": 300}}";
        runs.add(new SyntheticRuns("x", "hua", "standard", more).run(1, 2, 0.1, 0.24));
        assertThat(RunComparison.of(runs, Options.defaults()).overall(Measure.LAST))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.arm()).isEqualTo("hua, standard, evaluation.maxDetections=absent");
                    assertThat(it.reference()).isEqualTo("random, standard, evaluation.maxDetections=absent");
                    assertThat(it.units()).isEqualTo(6);
                });
    }

    @Test
    void armsThatDifferBetweenDataSetsAreNotOne() {
        RunComparison comparison = RunComparison.of(
                List.of(
                        run("x", "", 1, 0.1, 0.2), run("x", "a: 1", 1, 0.1, 0.3),
                        run("why", "", 1, 0.1, 0.2), run("why", "a: 2", 1, 0.1, 0.3)),
                Options.defaults());
        assertThat(comparison.overall()).isEmpty();
        assertThat(comparison.notes()).anyMatch(it -> it.contains("on why: hua, standard, strategy.a=1"));
    }

    /** Three arms were compared on one set, and the best of them alone on the other. */
    @Test
    void theFamilyIsNotChosenByTheOutcome() {
        List<List<RunHistory>> runs = List.of(
                runs("wide", "random", 0.20, 0.20, 0.20),
                runs("wide", "hua", 0.23, 0.25, 0.22),
                runs("wide", "cald", 0.19, 0.18, 0.22),
                runs("wide", "ppal", 0.20, 0.18, 0.23),
                runs("small", "random", 0.50, 0.40),
                runs("small", "hua", 0.51, 0.44));
        RunComparison comparison = compared(runs);
        Difference best = comparison.overall(Measure.LAST).get(0);
        double p = best.pairs().orElseThrow().pValues().studentT();
        assertThat(best.corrected()).isCloseTo(3 * p, within(1e-12));
        assertThat(comparison.cautions())
                .containsExactly("all data sets: 1 of 3 arms can be compared. P-values are corrected for 3, as"
                        + " what was left undone may have been chosen by what was known.");
        Options planned =
                new Options(null, null, 0.95, AnnotationSeconds.UNKNOWN, 0, new RunComparison.Planned(List.of(), 9, 0));
        RunComparison asPlanned =
                RunComparison.of(runs.stream().flatMap(List::stream).toList(), planned);
        assertThat(asPlanned.overall(Measure.LAST).get(0).corrected()).isCloseTo(Math.min(1, 9 * p), within(1e-12));
        SetsModel model = asPlanned.models(Measure.LAST).get(0);
        assertThat(model.corrected())
                .isCloseTo(Math.min(1, 9 * model.model().orElseThrow().pValue()), within(1e-12));
    }

    @Test
    void randomBesideABoundAloneIsNoComparison() {
        RunComparison comparison = compared(List.of(
                runs("wide", "random", 0.2, 0.2),
                runs("wide", "hua", 0.3, 0.31),
                runs("small", "random", 0.2, 0.2),
                runs("small", "hua", 0.3, 0.31),
                runs("alone", "random", 0.3),
                runs("alone", "oracle-counts", 0.9)));
        assertThat(comparison.overall(Measure.LAST)).extracting(Difference::arm).containsExactly("hua, standard");
    }

    @Test
    void anArmWithoutASeedInCommonOnOneDataSetIsLeftOut() {
        assertThat(compared(List.of(
                                runs("wide", "random", 0.2, 0.2),
                                runs("wide", "hua", 0.3, 0.3),
                                runs("small", "random", 0.2),
                                List.of(run("small", "hua", 7, 0.3))))
                        .overall())
                .isEmpty();
    }

    @Test
    void aDataSetWithASingleArmDoesNotCount() {
        assertThat(compared(List.of(
                                runs("wide", "random", 0.2, 0.2),
                                runs("wide", "hua", 0.3, 0.3),
                                runs("small", "random", 0.2, 0.2),
                                runs("small", "hua", 0.3, 0.3),
                                runs("alone", "hua", 0.3)))
                        .overall(Measure.LAST))
                .extracting(Difference::arm)
                .containsExactly("hua, standard");
    }

    /** What its losses say together is of the other one alone. */
    @Test
    void besideADataSetWithASingleArmNothingIsOverAllDataSets() {
        List<RunHistory> runs = new ArrayList<>(runs("alone", "hua", 0.3));
        for (String loss : List.of("standard", "emphasis")) {
            runs.add(new SyntheticRuns("wide", "random", loss, "{\"budget\": 50}").run(1, 2, 0.1, 0.2));
            runs.add(new SyntheticRuns("wide", "hua", loss, "{\"budget\": 50}").run(1, 2, 0.1, 0.3));
        }
        Options planned =
                new Options(null, null, 0.95, AnnotationSeconds.UNKNOWN, 0, new RunComparison.Planned(List.of(), 9, 0));
        RunComparison comparison = RunComparison.of(runs, planned);
        assertThat(comparison.overall(Measure.LAST))
                .extracting(Difference::arm)
                .containsExactly("hua (mean over emphasis, standard)");
        assertThat(comparison.scope()).isEqualTo("all losses");
        assertThat(comparison.cautions()).anyMatch(it -> it.startsWith("all losses: 1 of 9 arms can be compared"));
        assertThat(HtmlReport.of(runs, HtmlReport.Options.defaults()).toHtml())
                .contains("<h3>All losses</h3>")
                .doesNotContain("All data sets");
    }

    /** Both arms have all seeds, and the one begins beyond where the other ends. */
    @Test
    void withoutImagesInCommonNoSeedIsBlamed() {
        List<List<RunHistory>> runs = new ArrayList<>(List.of(
                runs("wide", "random", 0.2, 0.2), runs("wide", "hua", 0.3, 0.3), runs("small", "hua", 0.3, 0.3)));
        runs.add(runs("small", "random", 0.2, 0.2).stream()
                .map(it -> SyntheticRuns.less(it, -60))
                .toList());
        assertThat(compared(runs).notes())
                .contains("left out over all data sets, for want of a number of labeled images in common on small:"
                        + " hua, standard");
    }

    @Test
    void oneDataSetIsNotPooled() {
        assertThat(compared(List.of(runs("wide", "random", 0.2, 0.2), runs("wide", "hua", 0.3, 0.3)))
                        .overall())
                .isEmpty();
    }

    @Test
    void textCsvAndLatexTellOfAllDataSets() {
        RunComparison comparison = twoSets();
        assertThat(new ComparisonMarkdown(comparison).toString())
                .containsSubsequence("## small", "## Over all data sets", "its losses averaged", "+0.0300");
        assertThat(new ComparisonCsv(comparison).differences())
                .contains("\nall data sets,\"hua, standard\",\"random, standard\",last common cycle,5,5,5,");
        assertThat(new ComparisonLatex(comparison).toString())
                .contains("\\label{tab:differences-all}", "hua, standard & random, standard & 5 & $+3.0$");
    }
}
