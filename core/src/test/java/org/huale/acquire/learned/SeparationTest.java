package org.huale.acquire.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theAreaIsTheShareOfPairsInWhichTheLabeledImageIsHigher(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] labeled = random.ints(17, 0, 12).asDoubleStream().toArray(); // many ties
        double[] unlabeled = random.ints(30, 0, 10).asDoubleStream().toArray();
        double higher = 0;
        for (double one : labeled) {
            for (double other : unlabeled) {
                higher += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        assertThat(of(labeled, unlabeled).area()).isCloseTo(higher / 17 / 30, within(1e-12));
    }

    /**
     * In Python with scipy 1.17.1, {@code mannwhitneyu(range(1, 11), [x + d for x in range(10)], alternative="greater",
     * method="asymptotic", use_continuity=False).pvalue} is 0.0862 for d = -1 and 0.0482 for d = -1.5.
     */
    @Test
    void chanceIsToldByTheTestOfMannAndWhitney() {
        double[] labeled = new double[10];
        double[] near = new double[10];
        double[] far = new double[10];
        for (int i = 0; i < 10; i++) {
            labeled[i] = i + 1;
            near[i] = i - 1.0;
            far[i] = i - 1.5;
        }
        assertThat(of(labeled, near).isMoreThanChance()).isFalse();
        assertThat(of(labeled, far).isMoreThanChance()).isTrue();
        assertThat(of(near, labeled).isMoreThanChance()).isFalse();
        assertThat(of(labeled, far).words()).contains("over 10 labeled and 10 unlabeled images");
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(of(new double[0], new double[] {1}).isKnown()).isFalse();
        assertThat(of(new double[] {1}, new double[0]).isKnown()).isFalse();
    }

    private static Separation of(double[] labeled, double[] unlabeled) {
        Separation separation = new Separation(labeled);
        for (double number : unlabeled) {
            separation.addUnlabeled(number);
        }
        return separation;
    }
}
