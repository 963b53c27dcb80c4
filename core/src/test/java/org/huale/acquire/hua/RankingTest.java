package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.hua.Combination.Distance;
import org.huale.acquire.hua.Ranking.WeightedMetric;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final double NOT_KNOWN = -1;

    /** SA, CD, OR and LC of the six images of the authors' ablation figure; E for easy, H for hard. */
    private static final Map<String, double[]> ARTICLE = Map.of(
            "E1", new double[] {0, 0.594, 0, 0.192},
            "E2", new double[] {0, 0.218, 0, 0.503},
            "E3", new double[] {0, 0.075, 0, 0.290},
            "H1", new double[] {0.089, 0.466, 0, 0.265},
            "H2", new double[] {0.070, 0.458, 0.800, 0.225},
            "H3", new double[] {0.053, 0.227, 0.333, 0.224});

    /** Reads its value from a table. */
    private record Told(int column, boolean lowIsWanted, Map<String, double[]> table) implements HuaMetric {
        @Override
        public String name() {
            return "metric " + column;
        }

        @Override
        public Optional<Measurement> of(Candidate candidate) {
            double value =
                    Objects.requireNonNull(table.get(candidate.image().id().value()))[column];
            return value == NOT_KNOWN ? Optional.empty() : Optional.of(new Measurement(value, "told"));
        }
    }

    @Test
    void lowLocalizationConfidenceFitsTheArticlesSamplesBetterThanHigh() {
        assertThat(hardAboveEasy(true)).isEqualTo(8);
        assertThat(hardAboveEasy(false)).isEqualTo(7);
    }

    private static long hardAboveEasy(boolean lowIsWanted) {
        List<String> order = order(ranked(ARTICLE, plain(Normalization.MIN_MAX, Distance.ORIGIN), lowIsWanted));
        return order.stream()
                .filter(it -> it.startsWith("H"))
                .mapToLong(hard -> order.stream()
                        .skip(order.indexOf(hard))
                        .filter(it -> it.startsWith("E"))
                        .count())
                .sum();
    }

    @Test
    void minMaxGivesTheLeastZeroAndTheMostOne() {
        assertThat(Normalization.MIN_MAX.of(new double[] {4, 2, 3})).containsExactly(1, 0, 0.5);
    }

    @Test
    void ranksPutTiesInTheirMiddle() {
        assertThat(Normalization.RANK.of(new double[] {5, 100, 5, -1})).containsExactly(0.5, 1, 0.5, 0);
        assertThat(Normalization.RANK.of(new double[] {1, 2, 2})).containsExactly(0, 1, 1);
    }

    @Test
    void zScoresBeginAtZeroAndCountDeviations() {
        assertThat(Normalization.ZSCORE.of(new double[] {1, 3})).containsExactly(0, 2);
        double[] many = {1, 2, 6};
        double deviation = Math.sqrt((4 + 1 + 9) / 3.0);
        assertThat(Normalization.ZSCORE.of(many)[2]).isCloseTo(5 / deviation, within(1e-12));
    }

    /** Sums of the same numbers in another order are as far apart. */
    @Test
    void whatDiffersByTheLastBitIsScaledToNumbers() {
        double[] values = {1, 1, 1, 1, Math.nextUp(1.0)};
        for (Normalization normalization : Normalization.values()) {
            assertThat(Arrays.stream(normalization.of(values)))
                    .as("%s", normalization)
                    .allMatch(Double::isFinite);
        }
    }

    @Test
    void equalValuesAndNoneAreZero() {
        for (Normalization normalization : Normalization.values()) {
            assertThat(normalization.of(new double[] {0.3, 0.3, 0.3})).containsOnly(0);
            assertThat(normalization.of(new double[0])).isEmpty();
        }
    }

    @Test
    void fromTheOriginOneExtremeIsEnoughAndTowardsTheIdealBalanceWins() {
        Map<String, double[]> table = Map.of(
                "extreme", new double[] {1, 0, 0, 0},
                "balanced", new double[] {0.45, 0.45, 0.45, 0.45},
                "high", new double[] {0, 1, 1, 1},
                "low", new double[] {0, 0, 0, 0});
        assertThat(order(ranked(table, plain(Normalization.MIN_MAX, Distance.ORIGIN), false)))
                .containsExactly("high", "extreme", "balanced", "low");
        assertThat(order(ranked(table, plain(Normalization.MIN_MAX, Distance.IDEAL), false)))
                .containsExactly("high", "balanced", "extreme", "low");
    }

    @Test
    void scoresAreTheEuclideanNorm() {
        Map<String, double[]> table =
                Map.of("a", new double[] {2, 0, 4, 0}, "b", new double[] {0, 0, 0, 0}, "c", new double[] {1, 0, 4, 0});
        List<ImageScore> ranked = ranked(table, plain(Normalization.MIN_MAX, Distance.ORIGIN), false);
        assertThat(order(ranked)).containsExactly("a", "c", "b");
        assertThat(ranked.get(0).score()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(ranked.get(1).score()).isCloseTo(Math.sqrt(1.25), within(1e-12));
    }

    @Test
    void whatIsNotKnownIsTheMedianOfTheOthers() {
        Map<String, double[]> table = Map.of(
                "a", new double[] {0, 0, 0, NOT_KNOWN},
                "b", new double[] {0, 0, 0, 3},
                "c", new double[] {0, 0, 0, 1},
                "d", new double[] {0, 0, 0, 2});
        List<ImageScore> ranked = ranked(table, plain(Normalization.MIN_MAX, Distance.ORIGIN), false);
        assertThat(order(ranked)).containsExactly("b", "a", "d", "c");
        assertThat(ranked.get(1).explanation().parts().get(3))
                .satisfies(part -> assertThat(part.value()).isEqualTo(2))
                .satisfies(part -> assertThat(part.reason()).startsWith("not known"));
    }

    @Test
    void tiesGoByEntropyThenByImage() {
        Ranking ranking = new Ranking(plain(Normalization.MIN_MAX, Distance.ORIGIN), List.of());
        ranking.add(candidate("b", 0.1));
        ranking.add(candidate("c", 0.9));
        ranking.add(candidate("a", 0.1));
        assertThat(order(ranking.inOrder(ScoreListener.NONE))).containsExactly("c", "a", "b");
    }

    /** Gives what a metric should not. */
    private record Wrong(String name, Supplier<Optional<HuaMetric.Measurement>> value) implements HuaMetric {

        @Override
        public Optional<Measurement> of(Candidate candidate) {
            return value.get();
        }
    }

    @Test
    void aMetricThatIsWrongIsNamed() {
        Wrong nan = new Wrong("lots", () -> Optional.of(new HuaMetric.Measurement(Double.NaN, "0 / 0")));
        assertThatThrownBy(() -> add(nan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lots: a metric must be finite, got NaN");
        assertThatThrownBy(() -> add(new Wrong("none", () -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("none: a metric gives a value or Optional.empty(), got null");
        Supplier<String> nothing = () -> null;
        assertThatThrownBy(() ->
                        add(new Wrong("silent", () -> Optional.of(new HuaMetric.Measurement(1, nothing.get())))))
                .as("not taken for a value that is not known")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("silent: a measurement needs a reason in words, got null");
    }

    private static void add(HuaMetric metric) {
        List<WeightedMetric> metrics = List.of(new WeightedMetric(metric, 1, Optional.empty()));
        new Ranking(plain(Normalization.RANK, Distance.ORIGIN), metrics).add(candidate("a", 0));
    }

    private static Combination plain(Normalization normalization, Distance distance) {
        return new Combination(normalization, distance, 0);
    }

    private static List<String> order(List<ImageScore> ranked) {
        return ranked.stream().map(it -> it.image().value()).toList();
    }

    private static List<ImageScore> ranked(
            Map<String, double[]> table, Combination combination, boolean lastLowIsWanted) {
        List<WeightedMetric> metrics = IntStream.range(0, 4)
                .mapToObj(m -> new WeightedMetric(new Told(m, m == 3 && lastLowIsWanted, table), 1, Optional.empty()))
                .toList();
        Ranking ranking = new Ranking(combination, metrics);
        table.keySet().stream().sorted().forEach(image -> ranking.add(candidate(image, 0)));
        return ranking.inOrder(ScoreListener.NONE);
    }

    private static Candidate candidate(String image, double entropy) {
        Candidate any = Candidates.of(Detections.none(), Detections.none());
        return new Candidate(
                new FakePredictions(SamplePool.CLASSES, true).record(new ImageId(image)),
                entropy,
                any.original(),
                any.flipped(),
                any.pairs(),
                any.labeled());
    }
}
