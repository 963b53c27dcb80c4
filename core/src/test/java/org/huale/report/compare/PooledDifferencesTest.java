package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.RunComparison.Options;
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
