package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RanksTest {

    @Test
    void equalValuesShareTheMeanOfTheirPlaces() {
        assertThat(Ranks.of(3, 1, 3, 2, 3)).containsExactly(4, 1, 4, 2, 4);
        assertThat(Ranks.of(5, 5)).containsExactly(1.5, 1.5);
        assertThat(Ranks.of()).isEmpty();
    }

    @Test
    void holmMultipliesByWhatIsLeft() {
        assertThat(HolmCorrection.of(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void holmStaysAtMostOne() {
        assertThat(HolmCorrection.of(0.6, 0.9)).containsExactly(1, 1);
        assertThat(HolmCorrection.of(0.2)).containsExactly(0.2);
        assertThat(HolmCorrection.of()).isEmpty();
        assertThat(HolmCorrection.among(4, 0.02, 0.01))
                .as("as beside two questions whose p is 1")
                .containsExactly(HolmCorrection.of(0.02, 0.01, 1, 1)[0], HolmCorrection.of(0.02, 0.01, 1, 1)[1]);
        assertThat(HolmCorrection.among(1, 0.02, 0.01)).isEqualTo(HolmCorrection.of(0.02, 0.01));
    }

    @Test
    void sampleHasTheDivisorOfASample() {
        assertThat(Sample.of(1, 2, 3, 4).standardDeviation()).isEqualTo(Math.sqrt(5 / 3.0), within(1e-15));
        assertThat(Sample.of(7)).isEqualTo(new Sample(1, 7, 0));
    }

    @Test
    void entropyIsThatOfTheShares() {
        assertThat(Entropy.ofCounts(List.of(4, 4, 4, 0))).isEqualTo(Math.log(3), within(1e-15));
        assertThat(Entropy.ofCounts(List.of(9, 0))).isEqualTo(0);
        assertThat(Entropy.ofCounts(List.of())).isEqualTo(0);
    }

    /** A figure that is no number went through as the least, the best or an equal share. */
    @Test
    void whatIsNoNumberIsRefusedWithItsPlace() {
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] values = {1, odd, 3};
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> Ranks.of(values),
                    () -> Softmax.of(values),
                    () -> Softmax.shares(values),
                    () -> HolmCorrection.of(values),
                    () -> Sample.of(values),
                    () -> PercentileInterval.of(values, 0.5),
                    () -> FriedmanRanks.of(List.of(new double[] {1, 2, 3}, values), 0.95))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(use)
                        .withMessageMatching(".*finite, got -?(NaN|Infinity) as number 2 of 3");
            }
        }
    }
}
