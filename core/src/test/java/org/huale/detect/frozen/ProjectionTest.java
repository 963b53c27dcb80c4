package org.huale.detect.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.huale.acquire.likeness.Vectors;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final Projection PROJECTION = new Projection(256);

    @Test
    void cosinesStayNearlyAsTheyWere() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            float[] a = new float[1280];
            float[] b = new float[1280];
            for (int k = 0; k < a.length; k++) {
                a[k] = (float) random.nextGaussian();
                b[k] = a[k] + (float) random.nextGaussian() * i / 10;
            }
            assertThat(cosine(PROJECTION.of(a), PROJECTION.of(b))).isCloseTo(cosine(a, b), within(4 / 16.0));
        }
    }

    @Test
    void lengthsDoToo() {
        float[] vector = new float[2000];
        Arrays.fill(vector, 1);
        float[] shorter = PROJECTION.of(vector);
        assertThat(shorter).hasSize(256);
        assertThat(Math.sqrt(Vectors.dot(shorter, 0, shorter, 0, 256)))
                .isCloseTo(Math.sqrt(2000), within(0.2 * Math.sqrt(2000)));
    }

    @Test
    void whatIsShortStays() {
        assertThat(PROJECTION.of(new float[] {1, 2, 3})).containsExactly(1, 2, 3);
    }

    private static double cosine(float[] a, float[] b) {
        return 1 - distance(a, b);
    }

    private static double distance(float[] a, float[] b) {
        float[] unitA = Vectors.unit(a, 0, a.length);
        float[] unitB = Vectors.unit(b, 0, b.length);
        return 1 - Vectors.dot(unitA, 0, unitB, 0, unitA.length);
    }
}
