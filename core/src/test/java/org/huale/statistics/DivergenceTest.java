package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {
    private static final double[] P = {0.1, 0.8, 0.1};
    private static final double[] Q = {0.2, 0.6, 0.2};

    @Test
    void jensenShannonOfAKnownPair() {
        assertThat(Divergence.jensenShannon(P, Q)).isCloseTo(0.024157, within(1e-6));
        assertThat(Divergence.jensenShannon(Q, P)).isCloseTo(0.024157, within(1e-6));
        assertThat(Divergence.jensenShannon(P, P)).isZero();
    }

    @Test
    void jensenShannonOfDistributionsWithNothingInCommonIsTheLogarithmOfTwo() {
        assertThat(Divergence.jensenShannon(new double[] {1, 0, 0}, new double[] {0, 0, 1}))
                .isEqualTo(Math.log(2));
    }

    @Test
    void symmetricKullbackLeiblerIsTheMeanOfBothDirections() {
        double there = 0.1 * Math.log(0.5) + 0.8 * Math.log(0.8 / 0.6) + 0.1 * Math.log(0.5);
        double back = 0.2 * Math.log(2) + 0.6 * Math.log(0.6 / 0.8) + 0.2 * Math.log(2);
        assertThat(Divergence.symmetricKullbackLeibler(P, Q)).isCloseTo((there + back) / 2, within(1e-12));
        assertThat(Divergence.symmetricKullbackLeibler(P, P)).isZero();
    }

    @Test
    void symmetricKullbackLeiblerIsFiniteWithoutCommonGround() {
        assertThat(Divergence.symmetricKullbackLeibler(new double[] {1, 0}, new double[] {0, 1}))
                .isCloseTo(-Math.log(1e-7), within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void jensenShannonIsTheGainInEntropyByMixing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] p = Softmax.shares(random.doubles(6).toArray());
        double[] q = Softmax.shares(random.doubles(6).toArray());
        double[] mixed = new double[6];
        Arrays.setAll(mixed, c -> (p[c] + q[c]) / 2);
        assertThat(Divergence.jensenShannon(p, q))
                .isCloseTo(entropy(mixed) - (entropy(p) + entropy(q)) / 2, within(1e-12));
    }

    private static double entropy(double[] p) {
        return -Arrays.stream(p).map(it -> it * Math.log(it)).sum();
    }

    @Test
    void differentLengthsAreRefused() {
        assertThatThrownBy(() -> Divergence.jensenShannon(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lengths differ: 2 and 3");
    }

    @Test
    void softmaxDoesNotOverflowAndSharesOfNothingAreEqual() {
        assertThat(Softmax.of(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
        assertThat(Softmax.of(new double[] {0, Math.log(3)})).containsExactly(new double[] {0.25, 0.75}, within(1e-12));
        assertThat(Softmax.of(new double[0])).isEmpty();
        assertThat(Softmax.shares(new double[] {1, 3})).containsExactly(0.25, 0.75);
        assertThat(Softmax.shares(new double[4])).containsExactly(0.25, 0.25, 0.25, 0.25);
    }
}
