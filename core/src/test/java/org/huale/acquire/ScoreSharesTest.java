package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

class ScoreSharesTest {

    @Test
    void sharesAreThoseOfTheHighestWhereNoScoreIsNegative() {
        assertThat(ScoreShares.of(scores(4, 1, 0, 2), 1)).containsExactly(1, 0.25, 0, 0.5);
        assertThat(ScoreShares.of(scores(4, 1, 0, 2), 2)).containsExactly(1, 0.0625, 0, 0.25);
        assertThat(ScoreShares.inWords(scores(4, 0))).isEqualTo("share of the highest score");
    }

    @Test
    void sharesAreThoseOfTheScoresThatAreNotHigherWhereOneIsNegative() {
        assertThat(ScoreShares.of(scores(-3, 5, 0, -0.0, -3), 1)).containsExactly(0.4, 1, 0.8, 0.8, 0.4);
        assertThat(ScoreShares.of(scores(-1, -4), 0.5)).containsExactly(1, Math.sqrt(0.5));
        assertThat(ScoreShares.inWords(scores(-1))).isEqualTo("share of the candidates whose score is not higher");
    }

    @Test
    void equalScoresAndThePowerOfZeroWeighNothing() {
        for (double score : new double[] {-2, 0, 3}) {
            assertThat(ScoreShares.of(scores(score, score, score), 1.5)).containsExactly(1, 1, 1);
        }
        assertThat(ScoreShares.of(scores(-2, 0, 3), 0)).containsExactly(1, 1, 1);
        assertThat(ScoreShares.of(List.of(), 1)).isEmpty();
    }

    @SeededLaw
    void sharesOfAnyScoresAreOrderedAsTheyAreAndTheHighestIsOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(30, -1, 1)
                .map(it -> Math.round(10 * it) * Math.pow(10, random.nextInt(-300, 300)))
                .toArray();
        for (double power : new double[] {0.5, 1, 7}) {
            double[] shares = ScoreShares.of(scores(values), power);
            assertThat(Arrays.stream(shares)).allMatch(it -> it >= 0 && it <= 1);
            assertThat(Arrays.stream(shares).max()).hasValue(1);
            for (int i = 1; i < shares.length; i++) {
                assertThat(Double.compare(shares[i - 1], shares[i]))
                        .isEqualTo(Double.compare(values[i - 1] + 0.0, values[i] + 0.0));
            }
        }
    }

    private static List<ImageScore> scores(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new ImageScore(new ImageId("i" + i), values[i], new Explanation("", List.of())))
                .toList();
    }
}
