package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedPowerTest {

    /** Numbers of {@code statsmodels.stats.power.TTestPower().solve_power(gain / deviation, power=0.8, alpha=...)}, rounded up. */
    @ParameterizedTest
    @CsvSource({"1.5, 2.0, 16, 30", "1.5, 2.4, 23, 41", "1.5, 2.7, 28, 51", "1.5, 3.0, 34, 62"})
    void pairsAreThoseOfStatsmodels(double gain, double deviation, int alone, int firstOf15) {
        assertThat(PairedPower.USUAL.pairs(gain, deviation)).isEqualTo(alone);
        assertThat(PairedPower.USUAL.pairs(-gain, deviation)).isEqualTo(alone);
        assertThat(PairedPower.USUAL.atFirstHolmStep(15).pairs(gain, deviation)).isEqualTo(firstOf15);
    }

    @Test
    void aSmallGainTakesManyPairs() {
        assertThat(PairedPower.USUAL.pairs(0.5, 2.4)).isEqualTo(183);
    }

    /** Counts how often the test finds a difference that is there. */
    @Test
    void theChanceIsWhatHappens() {
        SplittableRandom random = new SplittableRandom(42);
        int found = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            double[] differences = random.doubles(6)
                    .map(u -> 1.1 + NormalDistribution.of(0, 1).inverseCumulativeProbability(u))
                    .toArray();
            Sample sample = Sample.of(differences);
            double t = sample.mean() / (sample.standardDeviation() / Math.sqrt(6));
            found += StudentT.twoSided(t, 5) < 0.05 ? 1 : 0;
        }
        assertThat(PairedPower.USUAL.chance(1.1, 6)).isCloseTo((double) found / draws, within(0.012));
    }

    @Test
    void withoutAnEffectTheChanceIsTheLevel() {
        for (int n : new int[] {2, 3, 10, 400}) {
            assertThat(new PairedPower(0.01, 0.8).chance(0, n)).isCloseTo(0.01, within(1e-10));
        }
    }

    @Test
    void senselessQuestionsAreRefused() {
        assertThatThrownBy(() -> new PairedPower(0, 0.8)).hasMessageContaining("level must be in (0, 1), got 0");
        assertThatThrownBy(() -> PairedPower.USUAL.pairs(0, 1)).hasMessageContaining("gain must not be 0");
        assertThatThrownBy(() -> PairedPower.USUAL.pairs(1, 0)).hasMessageContaining("deviation above 0");
        assertThatThrownBy(() -> PairedPower.USUAL.pairs(1e-9, 1)).hasMessageContaining("more than 1000000 pairs");
    }
}
