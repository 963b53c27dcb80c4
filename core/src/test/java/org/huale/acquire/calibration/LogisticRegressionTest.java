package org.huale.acquire.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {
    private static final double[][] ROWS = {
        {.9, 12}, {.8, 9}, {.75, 2}, {.6, 7}, {.55, 0}, {.5, 5}, {.4, 1}, {.35, 3}, {.2, 0}, {.1, 1}, {.95, 20}, {.3, 6}
    };
    private static final boolean[] YES = {true, true, false, true, false, true, false, false, false, false, true, true};

    /**
     * By scikit-learn 1.9.1 in Python 3, x and y being the rows and answers above and C 1 or 100:
     * {@code z = (x - x.mean(0)) / x.std(0)},
     * {@code m = LogisticRegression(C=C, tol=1e-14, max_iter=10000, solver="newton-cholesky").fit(z, y)}; then
     * {@code m.intercept_, m.coef_} and
     * {@code m.predict_proba((np.array([[.65, 4], [.05, 0]]) - x.mean(0)) / x.std(0))[:, 1]}.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0.235098552126572, 0.38780707862157826, 1.4479011523005305, 0.5060006988339689, 0.13272754037150644",
        "0.01, 2.610270865134399, 0.42041572345949557, 9.467212447539174, 0.5733178619901921, 0.0006562959327454515"
    })
    void agreesWithScikitLearn(
            double ridge, double intercept, double confidence, double count, double first, double second) {
        LogisticRegression fitted = LogisticRegression.fit(ROWS, YES, ridge);
        assertThat(fitted.coefficients()).containsExactly(new double[] {intercept, confidence, count}, within(1e-9));
        assertThat(fitted.probability(.65, 4)).isCloseTo(first, within(1e-9));
        assertThat(fitted.probability(.05, 0)).isCloseTo(second, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theMeanProbabilityIsTheShareOfYes(long seed) { // as b_0 is not penalised
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[60][];
        boolean[] yes = new boolean[60];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextDouble(), Math.floor(random.nextDouble() * 300)};
            yes[i] = i < 2 ? i == 0 : random.nextDouble() < rows[i][0];
        }
        LogisticRegression fitted = LogisticRegression.fit(rows, yes, random.nextDouble(1e-3, 10));
        double probabilities = 0;
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            probabilities += fitted.probability(rows[i]);
            count += yes[i] ? 1 : 0;
        }
        assertThat(probabilities).isCloseTo(count, within(1e-7));
    }

    @Test
    void whatIsToldApartWithoutErrorStaysFinite() {
        double[][] rows = {{0.1, 0}, {0.2, 0}, {0.8, 0}, {0.9, 0}};
        LogisticRegression fitted = LogisticRegression.fit(rows, new boolean[] {false, false, true, true}, 1e-6);
        assertThat(fitted.coefficients()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(fitted.probability(0.1, 0)).isLessThan(0.01);
        assertThat(fitted.probability(0.9, 0)).isGreaterThan(0.99);
        assertThat(fitted.probability(0.5, 1e9))
                .isCloseTo(0.5, within(1e-6)); // a number that never varied says nothing
    }
}
