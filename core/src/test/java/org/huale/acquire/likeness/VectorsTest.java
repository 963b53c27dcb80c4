package org.huale.acquire.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 8})
    void sumsAreThoseOfAPlainLoop(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] a = new float[length + 3];
        float[] b = new float[length + 1];
        for (int k = 0; k < length; k++) {
            a[k + 3] = (float) random.nextDouble(-1, 1);
            b[k + 1] = (float) random.nextDouble(-1, 1);
        }
        double dot = 0;
        double squares = 0;
        for (int k = 0; k < length; k++) {
            dot += (double) a[k + 3] * b[k + 1];
            squares += Math.pow((double) a[k + 3] - b[k + 1], 2);
        }
        assertThat(Vectors.dot(a, 3, b, 1, length)).isCloseTo(dot, within(1e-12));
        float[] bothA = Arrays.copyOfRange(a, 3, a.length);
        float[] bothB = Arrays.copyOfRange(b, 1, b.length);
        assertThat(Vectors.distance(bothA, bothB)).isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    @Test
    void unitVectorsHaveLengthOneAndZeroStaysZero() {
        assertThat(Vectors.unit(new float[] {9, 3, 4}, 1, 2)).containsExactly(0.6f, 0.8f);
        assertThat(Vectors.unit(new float[3], 0, 3)).containsOnly(0);
    }
}
