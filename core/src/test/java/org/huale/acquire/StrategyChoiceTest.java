package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.acquire.hua.HuaOptions;
import org.huale.acquire.hua.Normalization;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyChoiceTest {

    record Run(int cycles, StrategyChoice strategy) {
        static Run defaults() {
            return new Run(3, StrategyChoice.named("random"));
        }
    }

    @TempDir
    Path folder;

    @Test
    void aWordIsAStrategyWithItsDefaults() {
        assertThat(read("strategy=hua").strategy()).isEqualTo(StrategyChoice.named("hua"));
        assertThat(read().strategy()).isEqualTo(StrategyChoice.named("random"));
    }

    @Test
    void optionsStandBesideTheName() {
        HuaOptions options = hua("strategy={name: hua, retrieval: {ratio: 4}, combination: {normalization: rank}}");
        assertThat(options.retrieval().ratio()).isEqualTo(4);
        assertThat(options.combination().normalization()).isEqualTo(Normalization.RANK);
        assertThat(options.matching()).isEqualTo(HuaOptions.named("default").matching());
    }

    @Test
    void optionsMayFollowAWord() {
        assertThat(hua("strategy=hua", "strategy.retrieval.ratio=5").retrieval().ratio())
                .isEqualTo(5);
    }

    @Test
    void aPresetStandsBesideTheName() {
        assertThat(hua("strategy=hua", "strategy.preset=paper", "strategy.retrieval.ratio=2"))
                .satisfies(it -> assertThat(it.retrieval().ratio()).isEqualTo(2))
                .satisfies(it -> assertThat(it.retrieval().entropy().empty()).isEqualTo(EmptyDetectionPolicy.ZERO));
    }

    @Test
    void aMetricIsTurnedOffByItsWeight() {
        HuaOptions options = hua("strategy.name=hua", "strategy.metrics.overlap-ratio={weight: 0, coverage: 0.5}");
        assertThat(options.metrics().get("overlap-ratio"))
                .hasToString("MetricChoice[weight=0.0, options=Options[confidence=0.5, coverage=0.5,"
                        + " bothViews=false, cap=1.0]]");
        assertThat(options.metrics()).hasSameSizeAs(HuaOptions.named("default").metrics());
    }

    @Test
    void anotherWordUndoesTheOptions() {
        assertThat(read("strategy=hua", "strategy.retrieval.ratio=5", "strategy=entropy")
                        .strategy())
                .isEqualTo(StrategyChoice.named("entropy"));
    }

    @Test
    void mistakesAreNamedWithTheirPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("run.yaml"), """
                strategy:
                  name: hua
                  retrieval: {ratio: 0}
                  metrics: {overlap-ration: {weight: 1}, semantic-affinity: {weight: -1}, category-diversity: 2}
                  diversity: {method: k-center}
                """);
        assertThatThrownBy(() -> new Settings().file(file).into(Run.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(file + ": strategy.retrieval.ratio: ratio must be in [1, 1000000], got 0.0")
                .hasMessageContaining("strategy.metrics.overlap-ration: unknown key;"
                        + " did you mean strategy.metrics.overlap-ratio?")
                .hasMessageContaining("strategy.metrics.semantic-affinity.weight: weight must be at least 0, got -1.0")
                .hasMessageContaining("strategy.metrics.category-diversity: 2 is not a group of keys and values")
                .hasMessageContaining("strategy.diversity.method: \"k-center\" is not one of");
    }

    @Test
    void anUnknownStrategyIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> read("strategy=entropie"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("did you mean entropy?");
        assertThatThrownBy(() -> read("strategy={name: huale, ratio: 3}"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy.name: huale is not one of " + Strategies.names())
                .hasMessageNotContaining("ratio");
        assertThatThrownBy(() -> Strategies.named("randon"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("unknown strategy randon")
                .hasMessageEndingWith("did you mean random?");
    }

    @Test
    void whatIsCalledOtherwiseNowIsRefusedWithTheNewSpelling() {
        assertThatThrownBy(() -> read("strategy={name: hua, preset: ranked}"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(
                        "strategy.preset: ranked is no more: the best ranked are now what hua takes by default")
                .hasMessageContaining("as it was, but for images with weak detections only");
        assertThatThrownBy(() -> read("strategy={name: hua, diversity: {method: class_coverage, boxCost: 1}}"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy.diversity.boxCost: is no more: it belongs to the strategy coverage now")
                .hasMessageContaining(
                        "strategy.diversity.method: \"class_coverage\" is no more: class coverage is a strategy of"
                                + " its own now, {name: coverage, candidates: {strategy: hua, factor: 3}}");
    }

    @Test
    void theNewSpellingsAreTaken() {
        read(
                "strategy={name: hua, combination: {normalization: min_max}, metrics: {semantic-affinity: {unpaired: full}}}");
        read("strategy={name: coverage, candidates: {strategy: hua, factor: 3}}");
        read("strategy={name: coverage, boxCost: 1}");
        Run run =
                read("strategy={name: coverage, candidates: {strategy: {name: entropy, confidence: 0.3}, factor: 0}}");
        assertThat(ConfigJson.read(ConfigJson.write(run), Run.class)).isEqualTo(run);
    }

    @Test
    void aStrategyWithinAStrategyIsCheckedLikeOthers() {
        assertThatThrownBy(
                        () -> read("strategy={name: coverage, candidates: {strategy: {name: entropy, confidance: 1}}}"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy.candidates.strategy.confidance: unknown key;")
                .hasMessageContaining("did you mean strategy.candidates.strategy.confidence?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy.candidates.strategy | {name: coverage, candidates: {strategy: oracle-counts}}",
                "strategy.candidates.strategy.name | {name: coverage, candidates: {strategy: {name: oracle-objects}}}",
                "strategy.early | {name: switch, early: oracle-counts}",
                "strategy.late.candidates.strategy | {name: switch, late: {name: coverage, candidates: {strategy: oracle-objects}}}"
            })
    void noBoundWorksWithinAStrategy(String key, String strategy) {
        assertThatThrownBy(() -> read("strategy=" + strategy))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("command line: " + key + ": oracle-")
                .hasMessageContaining(" is not one of " + InnerStrategy.names());
        assertThat(InnerStrategy.names()).contains("coverage", "random").noneMatch(BoundStrategy::isBound);
    }

    @Test
    void noBoundIsTakenForAnInnerStrategy() {
        assertThatThrownBy(() -> InnerStrategy.named("oracle-counts"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("oracle-counts is a bound, which works alone and within no other strategy; known are "
                        + InnerStrategy.names());
    }

    @Test
    void optionsOfAnotherStrategyAreRefused() {
        assertThatThrownBy(() -> read("strategy=random", "strategy.retrieval.ratio=5"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy.retrieval: unknown key");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Run run = read("strategy={name: hua, metrics: {rare-classes: {weight: 0.5}}, diversity: {method: k_centre}}");
        String json = ConfigJson.write(run);
        assertThat(json).contains("\"name\" : \"hua\"").contains("\"coverage\" : 0.7");
        assertThat(ConfigJson.read(json, Run.class)).isEqualTo(run);
    }

    private static HuaOptions hua(String... words) {
        return (HuaOptions) read(words).strategy().options();
    }

    private static Run read(String... words) {
        Settings settings = new Settings();
        for (String word : words) {
            settings.assignment(word);
        }
        return settings.into(Run.defaults());
    }
}
