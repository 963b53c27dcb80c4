package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PairedComparisonTest {

    private static JsonNode golden() throws IOException {
        try (InputStream in = PairedComparisonTest.class.getResourceAsStream("/statistics/scipy.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void agreesWithScipy() throws IOException {
        for (JsonNode sample : golden().get("samples")) {
            PairedComparison ours = PairedComparison.of(numbers(sample.get("ours")), numbers(sample.get("theirs")));
            assertThat(ours.pValues().studentT())
                    .isEqualTo(sample.get("studentT").asDouble(), within(1e-12));
            assertThat(ours.pValues().signFlip())
                    .isEqualTo(sample.get("signFlip").asDouble(), within(1e-12));
            assertThat(ours.pValues().wilcoxon())
                    .isEqualTo(sample.get("wilcoxon").asDouble(), within(1e-12));
            assertThat(ours.pValues().sign()).isEqualTo(sample.get("sign").asDouble(), within(1e-12));
            assertThat(ours.interval(0.95).low()).isEqualTo(sample.get("low").asDouble(), within(1e-12));
            assertThat(ours.interval(0.95).high()).isEqualTo(sample.get("high").asDouble(), within(1e-12));
        }
    }

    @Test
    void studentTAgreesWithScipy() throws IOException {
        for (JsonNode row : golden().get("studentT")) {
            double expected = row.get("twoSided").asDouble();
            assertThat(StudentT.twoSided(
                            row.get("t").asDouble(), row.get("freedom").asDouble()))
                    .as("%s", row)
                    .isEqualTo(expected, within(1e-11 * expected));
        }
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).asDouble())
                .toArray();
    }

    @Test
    void signFlipsAndSignedRanksAgreeWithGoingThroughAllWays() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(9);
            double[] differences = IntStream.range(0, n) // few values, so that ties and zeros are frequent
                    .mapToDouble(i -> random.nextInt(-3, 5) / 10.0)
                    .toArray();
            double[] ranks = signedRanks(differences);
            assertThat(SignFlipPermutation.pValue(differences))
                    .isEqualTo(shareAtLeastAsFar(differences), within(1e-12));
            assertThat(WilcoxonSignedRank.pValue(differences)).isEqualTo(shareAtLeastAsFar(ranks), within(1e-12));
        }
    }

    /** Recursively, over both signs of each number: how often the sum is at least as far from 0. */
    private static double shareAtLeastAsFar(double[] values) {
        double observed = Math.abs(DoubleStream.of(values).sum());
        return far(values, 0, 0, observed - 1e-9);
    }

    private static double far(double[] values, int i, double sum, double bound) {
        if (i == values.length) {
            return Math.abs(sum) >= bound ? 1 : 0;
        }
        return (far(values, i + 1, sum + values[i], bound) + far(values, i + 1, sum - values[i], bound)) / 2;
    }

    private static double[] signedRanks(double[] differences) {
        double[] nonzero = DoubleStream.of(differences).filter(d -> d != 0).toArray();
        return DoubleStream.of(nonzero)
                .map(d -> Math.signum(d)
                        * (DoubleStream.of(nonzero)
                                        .filter(e -> Math.abs(e) < Math.abs(d))
                                        .count()
                                + (1
                                                + DoubleStream.of(nonzero)
                                                        .filter(e -> Math.abs(e) == Math.abs(d))
                                                        .count())
                                        / 2.0))
                .toArray();
    }

    @Test
    void manyPairsAreDrawnCloseToTheNormalApproximation() {
        double[] differences = new SplittableRandom(1).doubles(30, -1, 1.6).toArray();
        double drawn = SignFlipPermutation.pValue(differences);
        assertThat(drawn)
                .isEqualTo(
                        PairedComparison.of(differences, new double[30])
                                .pValues()
                                .studentT(),
                        within(0.01));
        assertThat(SignFlipPermutation.pValue(differences)).isEqualTo(drawn);
    }

    @Test
    void equalPairsShowNoDifference() {
        PairedComparison same = PairedComparison.of(new double[] {0.3, 0.4}, new double[] {0.3, 0.4});
        assertThat(same.pValues()).isEqualTo(new PairedComparison.PValues(1, 1, 1, 1));
        assertThat(same.interval(0.95)).isEqualTo(new PairedComparison.Interval(0, 0));
    }

    @Test
    void onePairTellsNothing() {
        PairedComparison one = PairedComparison.of(new double[] {0.9}, new double[] {0.1});
        assertThat(one.pValues()).isEqualTo(new PairedComparison.PValues(1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> one.interval(0.95));
    }

    @Test
    void equalDifferencesLeaveNothingToHoldTheirMeanAgainst() {
        PairedComparison even = PairedComparison.of(new double[] {0.3, 0.4, 0.2}, new double[] {0.2, 0.3, 0.1});
        assertThat(even.lacksSpread()).isTrue();
        assertThat(even.pValues().studentT()).isEqualTo(1);
        assertThat(even.pValues().signFlip()).isEqualTo(0.25);
        PairedComparison equal = PairedComparison.of(new double[] {0.3, 0.4}, new double[] {0.3, 0.4});
        assertThat(equal.lacksSpread()).isFalse();
    }

    @Test
    void lastBitsAreNoDifference() {
        double mean = (0.1 + 0.7 + 0.1 + 0.7 + 0.1 + 0.7) / 6;
        assertThat(mean).isNotEqualTo(0.4);
        PairedComparison same = PairedComparison.of(new double[] {mean, 0.3}, new double[] {0.4, 0.3});
        assertThat(same.better() + same.worse()).isZero();
        assertThat(PairedComparison.difference(0.4 + 1e-10, 0.4)).isPositive();
    }

    @Test
    void countsWhoIsAhead() {
        PairedComparison counted = PairedComparison.of(new double[] {2, 2, 0, 1}, new double[] {1, 1, 1, 1});
        assertThat(counted.better()).isEqualTo(2);
        assertThat(counted.worse()).isEqualTo(1);
        assertThat(counted.differences().mean()).isEqualTo(0.25);
    }

    @Test
    void leastExactPValueIsReachedWhereAllPairsAgree() {
        double[] ahead = {1, 2, 3, 4, 5};
        assertThat(PairedComparison.leastExactPValue(5)).isEqualTo(0.0625);
        assertThat(SignFlipPermutation.pValue(ahead)).isEqualTo(0.0625);
        assertThat(WilcoxonSignedRank.pValue(ahead)).isEqualTo(0.0625);
        assertThat(PairedComparison.leastExactPValue(20)).isEqualTo(Math.pow(2, -19));
    }

    @Test
    void leastPValueOfDrawnExchangesIsThatOfTheObservedOneAlone() {
        double[] ahead = IntStream.rangeClosed(1, 40).mapToDouble(i -> i).toArray();
        assertThat(PairedComparison.leastExactPValue(40)).isEqualTo(1 / 100_001.0);
        assertThat(SignFlipPermutation.pValue(ahead)).isEqualTo(1 / 100_001.0);
    }

    @Test
    void quantileIsTheInverse() {
        for (double freedom : new double[] {1, 2, 7, 60}) {
            for (double confidence : new double[] {0.5, 0.95, 0.999}) {
                double t = StudentT.quantile(confidence, freedom);
                assertThat(StudentT.twoSided(t, freedom)).isEqualTo(1 - confidence, within(1e-12));
            }
        }
    }

    @Test
    void pairsMustBePairsOfFiniteNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> PairedComparison.of(new double[1], new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> PairedComparison.of(new double[0], new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedComparison.of(new double[] {Double.NaN}, new double[] {0}));
    }
}
