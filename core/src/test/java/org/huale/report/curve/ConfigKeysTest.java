package org.huale.report.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeysTest {

    @Test
    void runsOfEarlierVersionsAreOfOneArmWithLaterOnes() {
        String earlier = "{data: {pool: a}, evaluation: {batchSize: 4}, seed: 1}";
        String later =
                "{data: {pool: a, classNames: [], testShare: 0.0}, evaluation: {batchSize: 4, maxDetections: 100},"
                        + " stop: {plateau: 0.01, cycles: 2}, seed: 2}";
        assertThat(ConfigKeys.of(later)).isEqualTo(ConfigKeys.of(earlier));
        String sharing = "{data: {pool: a, testShare: 0.2}, evaluation: {batchSize: 4, maxDetections: 300}}";
        assertThat(ConfigKeys.of(sharing).values())
                .containsEntry("data.testShare", "0.2")
                .containsEntry("evaluation.maxDetections", "300");
    }

    /** By what processes exchange is known to no run of before, nor to a plan of then. */
    @Test
    void whereAndByWhatIsComputedMakesNoOtherArm() {
        String here =
                "{data: {pool: a}, device: cuda, threads: 8, training: {epochs: 2, exchange: {backend: nccl, patience: 9}}}";
        assertThat(ConfigKeys.of(here)).isEqualTo(ConfigKeys.of("{data: {pool: a}, training: {epochs: 2}}"));
    }

    /** A run may go on elsewhere. */
    @Test
    void whereThePoolIsLookedAtMakesNoOtherArm() {
        String here = "{data: {pool: a}, predictions: {spark: '', parquet: ''}}";
        String cluster = "{data: {pool: a}, predictions: {spark: 'spark://host:7077', parquet: 'hdfs:///huale'}}";
        assertThat(ConfigKeys.of(cluster)).isEqualTo(ConfigKeys.of(here));
        assertThat(ConfigKeys.of(cluster).values()).containsOnlyKeys("data.pool");
        assertThat(ConfigKeys.ofToday(Map.of("data.pool", "a", "predictions.spark", "yarn")))
                .isEqualTo(ConfigKeys.of(here).values());
    }

    /** A jar on the class path brings it into all runs of hua of earlier versions. */
    @Test
    void aMetricThatDoesNotCountMakesNoOtherArm() {
        String hua = "{strategy: {name: hua, metrics: {overlap-ratio: {weight: 0.0}%s}}}";
        ConfigKeys without = ConfigKeys.of(hua.replace("%s", ""));
        assertThat(without.values()).containsOnlyKeys("strategy.metrics.overlap-ratio.weight");
        String odd = ", largest-box: {weight: 0.0, confidence: 0.3}";
        assertThat(ConfigKeys.of(hua.replace("%s", odd))).isEqualTo(without);
        assertThat(ConfigKeys.of(hua.replace("%s", odd.replace("0.0", "0.5"))).values())
                .containsEntry("strategy.metrics.largest-box.weight", "0.5")
                .containsEntry("strategy.metrics.largest-box.confidence", "0.3");
        Map<String, String> gathered = new TreeMap<>(without.values());
        gathered.put("strategy.metrics.largest-box.weight", "0.0");
        gathered.put("strategy.metrics.largest-box.confidence", "0.3");
        assertThat(ConfigKeys.ofToday(gathered)).isEqualTo(without.values());
        assertThat(ConfigKeys.of("{strategy: {name: mine, metrics: {largest-box: {weight: 0.0}}}}")
                        .values())
                .as("of a strategy of one's own")
                .containsOnlyKeys("strategy.metrics.largest-box.weight");
    }

    @Test
    void aStrategyWithinAStrategyIsKnownByItsName() {
        String outer = "{name: run, strategy: {name: coverage, candidates: {factor: 3, strategy: {name: %s}}}}";
        ConfigKeys hua = ConfigKeys.of(outer.replace("%s", "hua"));
        assertThat(hua.values())
                .containsEntry("strategy.candidates.strategy.name", "hua")
                .doesNotContainKeys("name", "strategy.name");
        assertThat(hua).isNotEqualTo(ConfigKeys.of(outer.replace("%s", "pal")));
        assertThat(ConfigKeys.of(outer.replace("%s", "entropy")).values())
                .as("the usual one, which earlier versions did not name")
                .containsOnlyKeys("strategy.candidates.factor");
        assertThat(ConfigKeys.of(hua.text())).isEqualTo(hua);
    }

    @Test
    void onlyADrawOfRandomIsAReplicate() {
        for (String random : List.of("{strategy: {name: random, replicate: 2}}", "{strategy: {replicate: 2}}")) {
            assertThat(ConfigKeys.of(random).replicate()).isEqualTo(2);
            assertThat(ConfigKeys.of(random).values()).isEmpty();
        }
        ConfigKeys own = ConfigKeys.of("{strategy: {name: mine, replicate: 2}}");
        assertThat(own.replicate()).isEqualTo(1);
        assertThat(own.values()).containsExactly(Map.entry("strategy.replicate", "2"));
        assertThat(ConfigKeys.ofToday(own.values())).isEqualTo(own.values());
    }

    /** Whatever a jar on the class path calls its options. */
    @ParameterizedTest
    @ValueSource(strings = {"keep", "seed", "stop", "threads", "device", "out.seed", "cycles", "replicate", "loss"})
    void anOptionOfAStrategyOrDetectorMakesAnotherArm(String option) {
        for (String part : List.of("strategy", "detector")) {
            String config = part + ": {name: mine, own: {" + option + ": 0.5}, " + option + ": 0.5}";
            ConfigKeys keys = ConfigKeys.of(config);
            assertThat(keys.values()).containsOnlyKeys(part + "." + option, part + ".own." + option);
            assertThat(ConfigKeys.ofToday(keys.values())).isEqualTo(keys.values());
            assertThat(ConfigKeys.of(keys.text())).isEqualTo(keys);
        }
        assertThat(ConfigKeys.ofLoss("strategy." + option)).isFalse();
        assertThat(ConfigKeys.ofStrategyOrLoss("strategy." + option)).isTrue();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String config : List.of(
                "{data: {pool: a}, strategy: {name: random, replicate: 3}, cycles: 5}",
                "{data: {pool: a}, strategy: {name: hua, retrieval: {ratio: 8.0}}, cycles: 5, budget: 10}",
                "{cycles: 5, stop: {plateau: 0.1}, detector: {rpn: {sizes: [[1, 2], [3]]}}, out: x}",
                "no: yaml: at all",
                "{}")) {
            ConfigKeys keys = ConfigKeys.of(config);
            assertThat(keys.text()).doesNotContain("\n");
            assertThat(ConfigKeys.of(keys.text())).as(config).isEqualTo(keys);
        }
    }
}
