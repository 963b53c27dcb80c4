package org.huale.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.SyntheticRuns;
import org.junit.jupiter.api.Test;

class ComparisonCsvTest {

    /**
     * Differences of 1, 2, 3, 10 and -5 hundredths. Of 32 ways to give signs, 16 have a mean at least as far from 0 and 14 a sum of
     * ranks (1, 2, 3, 5 and -4); 12 have one sign at least four times.
     */
    @Test
    void everyTestOfADifferenceHasItsColumn() {
        List<RunHistory> runs = new ArrayList<>();
        double[] differences = {0.01, 0.02, 0.03, 0.1, -0.05};
        for (int seed = 1; seed <= differences.length; seed++) {
            runs.add(SyntheticRuns.of("random", "standard").run(seed, 2, 0.2, 0.2));
            runs.add(SyntheticRuns.of("hua", "standard").run(seed, 2, 0.2, 0.2 + differences[seed - 1]));
        }
        String[] lines = new ComparisonCsv(RunComparison.of(runs, RunComparison.Options.defaults()))
                .differences()
                .split("\n");
        assertThat(lines[0]).endsWith(",p,p holm,p exact,p wilcoxon,p sign,verdict");
        String row = List.of(lines).stream()
                .filter(it -> it.contains("last common cycle"))
                .findFirst()
                .orElseThrow();
        assertThat(row).endsWith(",0.5,0.4375,0.375,inside the noise");
    }
}
