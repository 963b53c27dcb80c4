package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FriedmanRanksTest {
    /** Critical values for the two-tailed Nemenyi test at 0.05 and 0.10, k from 2 to 10: Demšar 2006, table 5, which cuts digits off. */
    private static final double[] DEMSAR_05 = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};

    private static final double[] DEMSAR_10 = {1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920};

    private static JsonNode golden() throws IOException {
        try (InputStream in = FriedmanRanksTest.class.getResourceAsStream("/statistics/scipy.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).asDouble())
                .toArray();
    }

    @Test
    void agreesWithScipyAlsoWithTies() throws IOException {
        for (JsonNode sample : golden().get("ranked")) {
            List<double[]> blocks = new ArrayList<>();
            sample.get("blocks").forEach(row -> blocks.add(numbers(row)));
            FriedmanRanks ours = FriedmanRanks.of(blocks, 0.95);
            double friedman = sample.get("friedman").asDouble();
            assertThat(ours.friedman()).isEqualTo(friedman, within(1e-12));
            double least = Math.pow(factorial(blocks.get(0).length), 1 - blocks.size());
            double p = Math.max(least, sample.get("imanDavenportP").asDouble());
            assertThat(ours.pValue()).isEqualTo(p, within(1e-12));
            assertThat(ours.meanRanks().stream().mapToDouble(it -> it).toArray())
                    .containsExactly(numbers(sample.get("meanRanks")), within(1e-12));
        }
    }

    private static double factorial(int k) {
        return IntStream.rangeClosed(2, k).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    @Test
    void rangesAgreeWithScipy() throws IOException {
        for (JsonNode row : golden().get("studentizedRange")) {
            assertThat(StudentizedRange.quantile(
                            row.get("confidence").asDouble(), row.get("k").asInt()))
                    .as("%s", row)
                    .isEqualTo(row.get("quantile").asDouble(), within(1e-8));
        }
    }

    @Test
    void criticalValuesAreThoseOfTheTables() {
        for (int k = 2; k <= 10; k++) {
            double unit = Math.sqrt(k * (k + 1) / 6.0);
            assertThat(FriedmanRanks.criticalDifference(1, k, 0.95) / unit).isEqualTo(DEMSAR_05[k - 2], within(1e-3));
            assertThat(FriedmanRanks.criticalDifference(1, k, 0.90) / unit).isEqualTo(DEMSAR_10[k - 2], within(1e-3));
        }
    }

    @Test
    void demsarsExampleIsReproduced() {
        // section 3.2.2: four classifiers on 14 data sets, mean ranks 3.143, 2.000, 2.893, 1.964, F of 3.69 with 3 and
        // 39
        assertThat(FriedmanRanks.criticalDifference(14, 4, 0.95)).isEqualTo(1.25, within(0.005));
    }

    @Test
    void ofTwoBlocksNothingCanBeTold() {
        double[] row = {0.4, 0.3, 0.2, 0.1};
        assertThat(FriedmanRanks.of(List.of(row, row), 0.95).canTell()).isFalse();
        assertThat(FriedmanRanks.of(List.of(row, row, row, row, row, row), 0.95).canTell())
                .isTrue();
    }

    @Test
    void theSameOrderEverywhereHasTheLeastChanceOfAnyOutcome() {
        double[] row = {0.4, 0.3, 0.2};
        FriedmanRanks test = FriedmanRanks.of(List.of(row, row, row, row), 0.95);
        assertThat(test.meanRanks()).containsExactly(1.0, 2.0, 3.0);
        assertThat(test.friedman()).isEqualTo(8, within(1e-12)); // N (k - 1)
        assertThat(test.pValue()).isEqualTo(Math.pow(6, -3), within(1e-12));
    }

    @Test
    void equalValuesEverywhereTellNothing() {
        FriedmanRanks test = FriedmanRanks.of(List.of(new double[] {1, 1}, new double[] {2, 2}), 0.95);
        assertThat(test.meanRanks()).containsExactly(1.5, 1.5);
        assertThat(test.friedman()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.groups()).containsExactly(List.of(0, 1));
    }

    @Test
    void groupsHoldWhatIsNotToldApart() {
        FriedmanRanks test = new FriedmanRanks(10, List.of(4.0, 1.0, 2.0, 3.0), 9, 0.01, 1.5);
        assertThat(test.bestFirst()).containsExactly(1, 2, 3, 0);
        assertThat(test.groups()).containsExactly(List.of(1, 2), List.of(2, 3), List.of(3, 0));
        FriedmanRanks wide = new FriedmanRanks(10, List.of(4.0, 1.0, 2.0, 3.0), 9, 0.01, 2.5);
        assertThat(wide.groups()).containsExactly(List.of(1, 2, 3), List.of(2, 3, 0));
        FriedmanRanks none = new FriedmanRanks(10, List.of(4.0, 1.0, 2.0, 3.0), 9, 0.01, 0.5);
        assertThat(none.groups()).isEmpty();
    }

    @Test
    void rowsOfOtherLengthAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FriedmanRanks.of(List.of(), 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> FriedmanRanks.of(List.of(new double[] {1}), 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FriedmanRanks.of(List.of(new double[] {1, 2}, new double[] {1, 2, 3}), 0.95));
    }
}
