package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.huale.loop.folder.RunHistory;
import org.huale.report.chart.RankDiagram;
import org.huale.report.chart.SeriesStyles;
import org.huale.report.compare.ArmRanking.Block;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.curve.Figure;
import org.huale.report.html.HtmlReport;
import org.huale.report.markup.Html;
import org.huale.report.markup.LatexTable;
import org.huale.report.table.ComparisonCsv;
import org.huale.report.table.ComparisonLatex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmRankingTest {

    private static RunHistory run(String dataset, String strategy, long seed, double end) {
        return new SyntheticRuns(dataset, strategy, "standard", "{\"budget\": 50}").run(seed, 2, 0.1, end);
    }

    private static List<RunHistory> runs(int datasets, int seeds) {
        List<RunHistory> runs = new ArrayList<>();
        for (int dataset = 0; dataset < datasets; dataset++) {
            for (int seed = 1; seed <= seeds; seed++) {
                String name = "set-" + dataset;
                double spread = 0.001 * (seed % 2);
                runs.add(run(name, "random", seed, 0.2 + 0.01 * seed));
                runs.add(run(name, "entropy", seed, 0.3 + 0.01 * seed + spread));
                runs.add(run(name, "hua", seed, 0.4 + 0.01 * seed - spread));
            }
        }
        return runs;
    }

    private static ArmRanking ranking(List<RunHistory> runs, Block block) {
        return RunComparison.of(runs, Options.defaults()).rankings().stream()
                .filter(it -> it.measure() == Measure.AREA_IMAGES && it.block() == block)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void blocksAreDataSetsAndOfOneAloneItsSeeds() {
        List<RunHistory> runs = runs(3, 2);
        assertThat(RunComparison.of(runs, Options.defaults()).rankings())
                .extracting(ArmRanking::block)
                .containsOnly(Block.DATASETS);
        assertThat(ranking(runs, Block.DATASETS).test().blocks()).isEqualTo(3);
        assertThat(ranking(runs(1, 4), Block.SEEDS).test().blocks()).isEqualTo(4);
        assertThat(ranking(runs, Block.DATASETS).arms())
                .containsExactly("random, standard", "entropy, standard", "hua, standard");
        assertThat(ranking(runs, Block.DATASETS).test().meanRanks()).containsExactly(3.0, 2.0, 1.0);
    }

    @Test
    void tooFewDataSetsTellNothingHoweverClear() {
        assertThat(ranking(runs(2, 2), Block.DATASETS).tells()).isFalse();
        assertThat(ranking(runs(2, 2), Block.DATASETS).verdict())
                .isEqualTo(
                        "too few to tell: with 2 blocks two of 3 arms would have to be 2.34 ranks apart, and they can be at"
                                + " most 2");
        assertThat(ranking(runs(4, 1), Block.DATASETS).tells()).isTrue();
        assertThat(ranking(runs(4, 1), Block.DATASETS).verdict()).startsWith("the arms differ");
    }

    /** One in 36 outcomes ranks three arms the same in all of three data sets. */
    @Test
    void noOutcomeIsRarerThanTheSameOrderEverywhere() {
        ArmRanking ranking = ranking(runs(3, 1), Block.DATASETS);
        assertThat(ranking.verdict()).startsWith("the arms differ").contains("p = 0.0278");
        assertThat(new ArmRanking(ranking.measure(), ranking.block(), ranking.arms(), ranking.test(), 0.01).tells())
                .isFalse();
    }

    @Test
    void theDiagramHasRoomForItsLongestName(@TempDir Path folder) throws IOException {
        ArmRanking ranking = ranking(runs(3, 2), Block.DATASETS);
        List<String> longer = new ArrayList<>(ranking.arms());
        longer.set(1, longer.get(1) + ", strategy.retrieval.entropy.aggregation=sum");
        ArmRanking renamed =
                new ArmRanking(ranking.measure(), ranking.block(), longer, ranking.test(), ranking.level());
        new RankDiagram(ranking).write(folder.resolve("short.svg"));
        new RankDiagram(renamed).write(folder.resolve("long.svg"));
        assertThat(width(folder.resolve("long.svg"))).isGreaterThan(width(folder.resolve("short.svg")) + 2 * 200);
    }

    private static int width(Path picture) throws IOException {
        return Integer.parseInt(
                Html.parsed(Files.readString(picture)).all("/*").get(0).getAttribute("width"));
    }

    @Test
    void armsThatChangePlacesAreInsideTheNoise() {
        List<RunHistory> runs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            runs.add(run("set-" + i, "random", 1, i % 2 == 0 ? 0.3 : 0.2));
            runs.add(run("set-" + i, "entropy", 1, 0.25));
            runs.add(run("set-" + i, "hua", 1, i % 2 == 0 ? 0.2 : 0.3));
        }
        assertThat(ranking(runs, Block.DATASETS).verdict()).startsWith("inside the noise: no two arms");
    }

    /** By Nemenyi alone the first and the last differ; Friedman's test, which is to be asked before, finds nothing. */
    @Test
    void whatFriedmanDoesNotTellIsJoined(@TempDir Path folder) throws IOException {
        List<RunHistory> runs = new ArrayList<>();
        List<String> seeds = List.of("18654327", "21345687", "38172456", "21834567", "24538617");
        for (int seed = 0; seed < seeds.size(); seed++) {
            for (int arm = 0; arm < 8; arm++) {
                int rank = Character.digit(seeds.get(seed).charAt(arm), 10);
                runs.add(run("set", String.valueOf((char) ('A' + arm)), seed, 0.9 - 0.1 * rank));
            }
        }
        ArmRanking ranking = ranking(runs, Block.SEEDS);
        assertThat(ranking.verdict()).startsWith("inside the noise: no two arms differ");
        assertThat(ranking.test().groups()).hasSize(2);
        assertThat(ranking.groups()).containsExactly(ranking.test().bestFirst());
        new RankDiagram(ranking).write(folder.resolve("ranks.svg"));
        assertThat(Html.parsed(Files.readString(folder.resolve("ranks.svg"))).all("//*[@class='thick']"))
                .hasSize(1);
        String page = HtmlReport.of(runs, HtmlReport.Options.defaults()).toHtml();
        assertThat(Html.parsed(page).all("(//div[@class='ranks'])[1]//i[@class='member']"))
                .hasSize(8);
    }

    /** Where the arms are told apart, as Nemenyi has it. */
    @Test
    void whatFriedmanTellsIsJoinedAsByNemenyi() {
        ArmRanking ranking = ranking(runs(4, 1), Block.DATASETS);
        assertThat(ranking.groups()).isEqualTo(ranking.test().groups()).hasSize(2);
    }

    @Test
    void anArmMissingOnADataSetIsLeftOutWithANote() {
        List<RunHistory> runs = runs(2, 2);
        runs.add(run("set-0", "cald", 1, 0.5));
        RunComparison comparison = RunComparison.of(runs, Options.defaults());
        assertThat(comparison.rankings().get(0).arms())
                .doesNotContain("cald, standard")
                .hasSize(3);
        assertThat(comparison.notes())
                .contains("cald, standard: left out of the ranks, it has no comparable run on set-1");
    }

    @Test
    void aBoundIsListedAndTakesPartInNothing() {
        List<RunHistory> runs = runs(2, 3);
        for (int set = 0; set < 2; set++) {
            for (long seed = 1; seed <= 3; seed++) {
                runs.add(run("set-" + set, "oracle-counts", seed, 0.99));
            }
        }
        RunComparison comparison = RunComparison.of(runs, Options.defaults());
        RunComparison without = RunComparison.of(runs(2, 3), Options.defaults());
        DatasetComparison first = comparison.datasets().get(0);
        assertThat(first.arms()).extracting(it -> it.arm().label()).contains("oracle-counts (bound), standard");
        assertThat(comparison.rankings()).hasSameSizeAs(without.rankings()).isNotEmpty();
        comparison.rankings().forEach(it -> assertThat(it.arms()).noneMatch(arm -> arm.startsWith("oracle")));
        assertThat(comparison.overall()).hasSameSizeAs(without.overall());
        assertThat(first.differences()).noneMatch(it -> it.arm().startsWith("oracle"));
        assertThat(first.savings()).noneMatch(it -> it.arm().startsWith("oracle"));
        for (Measure measure : Measure.values()) {
            assertThat(first.leader(measure, 0.05).map(it -> it.arm().label()))
                    .isEqualTo(without.datasets()
                            .get(0)
                            .leader(measure, 0.05)
                            .map(it -> it.arm().label()));
        }
        assertThat(comparison.notes())
                .anyMatch(note -> note.startsWith("oracle-counts (bound), standard: a bound, not a strategy"));
    }

    @Test
    void oneDataSetIsRankedOverItsSeedsAlone() {
        assertThat(RunComparison.of(runs(1, 3), Options.defaults()).rankings())
                .extracting(ArmRanking::block)
                .containsOnly(Block.SEEDS);
        assertThat(RunComparison.of(runs(1, 1), Options.defaults()).rankings()).isEmpty();
    }

    @Test
    void twoArmsAreNotRanked() {
        List<RunHistory> runs = runs(3, 2).stream()
                .filter(run -> !run.summary().strategy().equals("entropy"))
                .toList();
        assertThat(RunComparison.of(runs, Options.defaults()).rankings()).isEmpty();
    }

    @Test
    void latexIsBalancedAndBoldOnlyBeyondNoise() {
        String clear = new ComparisonLatex(RunComparison.of(runs(2, 4), Options.defaults())).toString();
        assertThat(clear).contains("\\textbf{42.4}").doesNotContain("\\textbf{32.6}");
        assertThat(count(clear, "\\begin{table}")).isEqualTo(6).isEqualTo(count(clear, "\\end{table}"));
        for (String block : clear.split("\\\\begin\\{tabular\\}", -1)) {
            checkRows(block);
        }
        List<RunHistory> noisy = List.of(
                run("a", "random", 1, 0.30),
                run("a", "random", 2, 0.20),
                run("a", "hua", 1, 0.25),
                run("a", "hua", 2, 0.29));
        assertThat(new ComparisonLatex(RunComparison.of(noisy, Options.defaults())).toString())
                .doesNotContain("\\textbf")
                .contains("$^{\\circ}$");
    }

    /** Between the rules every row ends in a line break and has as many cells as columns are declared. */
    private static void checkRows(String block) {
        if (!block.startsWith("{l")) {
            return;
        }
        int columns = block.indexOf('}') - 1;
        block.lines()
                .takeWhile(line -> !line.startsWith("\\bottomrule"))
                .filter(line -> line.endsWith("\\\\"))
                .forEach(line ->
                        assertThat(line.split("(?<!\\\\)&", -1).length).as(line).isEqualTo(columns));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void namesAreEscaped() {
        assertThat(LatexTable.escaped("a_b & 50 % of #1 {x} \\ ~ ^ $ <y>\n"))
                .isEqualTo(
                        "a\\_b \\& 50 \\% of \\#1 \\{x\\} \\textbackslash{} \\textasciitilde{} \\textasciicircum{} \\$"
                                + " \\textless{}y\\textgreater{} ");
    }

    @Test
    void filesOfRanksAndSavingsHaveALineForEachArm() {
        ComparisonCsv csv = new ComparisonCsv(RunComparison.of(runs(2, 2), Options.defaults()));
        assertThat(csv.ranks().lines()).hasSize(1 + 2 * 3);
        assertThat(csv.savings().lines()).hasSize(1 + 2 * 2 * 2 * 2); // data sets, axes, arms, seeds
        assertThat(csv.savings()).contains("set-0,\"hua, standard\",\"random, standard\",images,1,");
        assertThat(csv.savings().lines().findFirst())
                .hasValueSatisfying(it -> assertThat(it).endsWith("percent saved,p,p holm,verdict"));
        assertThat(csv.models().lines().findFirst())
                .hasValueSatisfying(it -> assertThat(it).contains("mean,low,high,standard error,"));
        assertThat(csv.differences().lines())
                .hasSize(1 + 3 * 2 * (Measure.values().length - 1)); // two data sets and both at once; no seconds
    }

    @Test
    void aConfiguredFigureIsComparedFirst() {
        SyntheticRuns runs = new SyntheticRuns(
                "shapes", "random", "standard", "{\"evaluation\": {\"figure\": \"voc:AP-eleven-point\"}}");
        assertThat(Figure.mainOf(List.of(runs.run(1, 2, 0.4)))).hasValue(new Figure("voc", "AP-eleven-point"));
        SyntheticRuns absent =
                new SyntheticRuns("shapes", "random", "standard", "{\"evaluation\": {\"figure\": \"coco:AP\"}}");
        assertThat(Figure.mainOf(List.of(absent.run(1, 2, 0.4)))).hasValue(new Figure("voc", "AP-all-point"));
    }

    @Test
    void aStrategyHasOneColourAndItsLossesDashes() {
        List<RunHistory> runs = new ArrayList<>();
        for (String strategy : List.of("random", "hua", "cald")) {
            for (String loss : List.of("standard", "emphasis")) {
                runs.add(SyntheticRuns.of(strategy, loss).run(1, 2, 0.1, 0.2));
            }
        }
        RunComparison comparison = RunComparison.of(runs, Options.defaults());
        SeriesStyles looks = SeriesStyles.of(comparison);
        List<String> drawn = comparison.datasets().get(0).arms().stream()
                .map(arm -> String.format(
                        Locale.ROOT,
                        "%s %d %d",
                        arm.arm().label(),
                        looks.of(arm.arm().label()).colour(),
                        looks.of(arm.arm().label()).dash()))
                .toList();
        assertThat(drawn)
                .containsExactly(
                        "random, standard -1 0",
                        "random, emphasis -1 1",
                        "hua, standard 1 0",
                        "hua, emphasis 1 1",
                        "cald, standard 0 0",
                        "cald, emphasis 0 1");
    }
}
