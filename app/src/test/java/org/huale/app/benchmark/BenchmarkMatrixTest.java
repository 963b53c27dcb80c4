package org.huale.app.benchmark;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchmarkMatrixTest {
    private static final String WHOLE = """
            base: {budget: 7, training: {epochs: 2, loss: {preset: emphasis}}, strategy: {name: hua, retrieval: {ratio: 9}}}
            datasets:
              a: {data: {pool: 'voc:x:trainval', test: 'voc:x:test'}}
              b: {data: {pool: 'voc:y:trainval', test: 'voc:y:test'}, budget: 3}
            strategies: {random: , narrow: {name: hua, retrieval: {ratio: 2}}, hua: {retrieval: {ratio: 4}}}
            losses: [standard, emphasis]
            seeds: 4..5
            """;

    @TempDir
    private Path folder;

    private BenchmarkMatrix matrix(String text, String... assignments) {
        try {
            Path file = folder.resolve("bench.yaml");
            Files.writeString(file, text);
            Settings settings = new Settings().file(file);
            List.of(assignments).forEach(settings::assignment);
            return BenchmarkMatrix.of(BenchmarkConfig.of(settings), "bench.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BenchmarkCell cell(BenchmarkMatrix matrix, String name) {
        return matrix.cells().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cellsAreAllCombinationsSeedBySeed() {
        List<String> names =
                matrix(WHOLE).cells().stream().map(BenchmarkCell::name).toList();
        assertThat(names).hasSize(2 * 3 * 2 * 2).doesNotHaveDuplicates();
        assertThat(names.subList(0, 4))
                .containsExactly(
                        "a/random-standard-4", "a/narrow-standard-4", "a/hua-standard-4", "a/random-emphasis-4");
        assertThat(names.subList(0, 12)).allMatch(it -> it.endsWith("-4"));
    }

    @Test
    void aCellIsBaseThenDataSetThenStrategyLossAndSeedAlone() {
        BenchmarkMatrix matrix = matrix(WHOLE);
        RunConfig a = cell(matrix, "a/hua-standard-5").config();
        RunConfig b = cell(matrix, "b/random-emphasis-4").config();
        assertThat(List.of(a.budget(), b.budget())).containsExactly(7, 3);
        assertThat(a.training().epochs()).isEqualTo(2);
        assertThat(List.of(a.seed(), b.seed())).containsExactly(5L, 4L);
        assertThat(List.of(a.lossName(), b.lossName())).containsExactly("standard", "emphasis");
        assertThat(a.strategy().options().toString()).contains("ratio=4.0");
        assertThat(cell(matrix, "a/narrow-standard-5")
                        .config()
                        .strategy()
                        .options()
                        .toString())
                .contains("ratio=2.0");
        assertThat(b.strategy().name()).isEqualTo("random");
        assertThat(Path.of(a.data().pool().substring("voc:".length()).replace(":trainval", "")))
                .isAbsolute();
    }

    @Test
    void aFileCanBeTheBaseAndBeChanged() throws IOException {
        Path base = folder.resolve("base.yaml");
        Files.writeString(base, "budget: 5\nloss: paper\nstrategy: entropy\nseed: 9\n");
        String text = WHOLE.replaceFirst("base: .*", "base: " + base);
        RunConfig config =
                cell(matrix(text, "base.cycles=3"), "a/random-standard-4").config();
        assertThat(config.budget()).isEqualTo(5);
        assertThat(config.cycles()).isEqualTo(3);
        assertThat(config.lossName()).isEqualTo("standard");
    }

    /** Else the reference would not be run, and nothing would say so. */
    @Test
    void anArmThatAWordNamesComesBesideThoseOfAList() {
        BenchmarkMatrix matrix = matrix(
                WHOLE.replaceFirst("strategies: .*", "strategies: [random, entropy]"),
                "strategies.covered=coverage",
                "losses.sharp={preset: emphasis, emphasisIou: {gamma: 0.5}}");
        assertThat(matrix.cells())
                .map(BenchmarkCell::name)
                .filteredOn(it -> it.matches("a/.*-4"))
                .containsExactlyInAnyOrder(
                        "a/random-standard-4",
                        "a/entropy-standard-4",
                        "a/covered-standard-4",
                        "a/random-emphasis-4",
                        "a/entropy-emphasis-4",
                        "a/covered-emphasis-4",
                        "a/random-sharp-4",
                        "a/entropy-sharp-4",
                        "a/covered-sharp-4");
        assertThat(cell(matrix, "a/covered-sharp-4").config().strategy().name()).isEqualTo("coverage");
    }

    @Test
    void cellsThatDifferInTheStrategyAloneShareTheFirstCycle() {
        BenchmarkMatrix matrix = matrix(WHOLE);
        Map<String, List<String>> groups = new LinkedHashMap<>();
        matrix.cells()
                .forEach(it -> groups.computeIfAbsent(it.first(), key -> new ArrayList<>())
                        .add(it.name()));
        assertThat(groups).hasSize(2 * 2 * 2).containsKey("a/first-cycles/standard-4");
        assertThat(groups.get("b/first-cycles/emphasis-5"))
                .containsExactly("b/random-emphasis-5", "b/narrow-emphasis-5", "b/hua-emphasis-5");
        RunConfig first = requireNonNull(matrix.firsts().get("b/first-cycles/emphasis-5"));
        assertThat(first.cycles()).isEqualTo(1);
        assertThat(first.strategy().name()).isEqualTo("random");
        assertThat(first.lossName()).isEqualTo("emphasis");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stategies=[random]                   | stategies: unknown key; did you mean strategies?",
                "base.bugdet=3                        | bench.yaml, base: bugdet: unknown key; did you mean budget?",
                "datasets.b.cycles=0                  | datasets.b: cycles: cycles must be at least 1, got 0",
                "strategies=[random, hau]             | strategies.hau: strategy: hau is not one of",
                "strategies={wide: {retrieval: 3}}    | strategies.wide: name is missing, one of [",
                "strategies=[random, random]          | strategies: must be different names",
                "losses={standard: {lamda: 3}}        | training.loss.lamda: unknown key; did you mean training.loss.lambda?",
                "losses={a.b: standard}               | losses.a.b: is also the name of a folder",
                "losses={_a: standard}                | losses._a: is also the name of a folder and may hold letters, digits, - and _ only, a letter or digit first",
                "strategies={first-cycles: random}    | strategies.first-cycles: is the name of the folder that shared first cycles are in",
                "seeds=3                              | seeds: must be different whole numbers",
                "seeds=[1, 1]                         | seeds: must be different whole numbers",
                "randomReplicates=0                   | randomReplicates: must be in [1, 100], got 0",
                "seeds=5..1                           | seeds: must be different whole numbers",
                "base.oracle=files                    | datasets.a: oracle: a benchmark waits for nobody",
                "base.weights.mode=sometimes          | weights.mode",
            })
    void mistakesAreToldWithTheirPlace(String assignment, String message) {
        assertThatThrownBy(() -> matrix(WHOLE, assignment))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void replicatesOfRandomShareTheFirstCycleAndDifferInNothingElse() {
        BenchmarkMatrix matrix = matrix(WHOLE, "randomReplicates=3");
        assertThat(matrix.cells()).hasSize(2 * 5 * 2 * 2);
        assertThat(matrix.firsts()).hasSize(2 * 2 * 2);
        BenchmarkCell one = cell(matrix, "a/random-emphasis-4");
        BenchmarkCell three = cell(matrix, "a/random-3-emphasis-4");
        assertThat(three.first()).isEqualTo(one.first());
        assertThat(ConfigJson.differences(one.config(), three.config()))
                .map(ConfigDifference::toString)
                .containsExactly("strategy.replicate: 1, now 3");
    }

    @Test
    void aCellThatAsksForACertainReplicateHasNoFurtherOnes() {
        BenchmarkMatrix matrix =
                matrix(WHOLE, "randomReplicates=3", "strategies={extra: {name: random, replicate: 7}}");
        assertThat(matrix.cells()).hasSize(2 * 2 * 2 * (3 + 2 + 1)); // random three times, two of hua, extra once
    }

    @Test
    void aMistakeThatAllCellsShareIsToldOnce() {
        assertThatThrownBy(() -> matrix(WHOLE, "base.bugdet=3", "seeds=1..9"))
                .message()
                .hasLineCount(1);
    }

    @Test
    void labelsThatLeadToOneFolderAreRefused() {
        assertThatThrownBy(() ->
                        matrix(WHOLE, "strategies={a: random, a-b: random}", "losses={b-c: standard, c: standard}"))
                .hasMessageContaining("a/a-b-c-4: two cells would be in this folder");
    }

    @Test
    void sharesAreAllCellsOnceAndKeepFirstCyclesTogether() {
        List<BenchmarkCell> cells = matrix(WHOLE).cells();
        for (int of = 1; of <= 30; of++) {
            List<String> union = new ArrayList<>();
            TreeSet<String> firsts = new TreeSet<>();
            int groups = 0;
            for (int number = 1; number <= of; number++) {
                List<BenchmarkCell> share = new Shard(number, of).of(cells);
                share.forEach(it -> union.add(it.name()));
                TreeSet<String> own = new TreeSet<>();
                share.forEach(it -> own.add(it.first()));
                groups += own.size();
                firsts.addAll(own);
            }
            assertThat(union)
                    .containsExactlyInAnyOrderElementsOf(
                            cells.stream().map(BenchmarkCell::name).toList());
            if (of <= 8) {
                assertThat(groups).isEqualTo(firsts.size());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0/2", "3/2", "1", "a/b", "1/0"})
    void sharesThatAreNoneAreRefused(String word) {
        assertThatThrownBy(() -> Shard.parse(word))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(word);
    }
}
