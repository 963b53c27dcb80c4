package org.huale.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

class ClassDistributionTest {

    @Test
    void oneClassKeepsItsScore() {
        assertThat(distribution(0.3f)).containsExactly(new float[] {0.7f, 0.3f}, within(1e-6f));
    }

    @Test
    void twoLikelyClassesShare() {
        // odds of 9 each: 1, 9 and 9 parts of 19
        assertThat(distribution(0.9f, 0.9f)).containsExactly(new float[] {1 / 19f, 9 / 19f, 9 / 19f}, within(1e-6f));
    }

    @Test
    void certainScoresAreNoTrouble() {
        float[] both = distribution(1, 1, 0);
        assertThat(both).containsExactly(new float[] {0, 0.5f, 0.5f, 0}, within(1e-6f));
        assertThat(distribution(0, 0)).containsExactly(1, 0, 0);
    }

    /** The independent coins themselves: all ways they can fall with at most one head, and the share of each. */
    @SeededLaw
    void itIsThatOfCoinsOfWhichAtMostOneFallsOnItsHead(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[1 + random.nextInt(6)];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = (float) random.nextDouble(0.001, 0.999);
        }
        double[] ways = new double[scores.length + 1];
        double sum = 0;
        for (int head = 0; head < ways.length; head++) {
            ways[head] = 1;
            for (int k = 0; k < scores.length; k++) {
                ways[head] *= k == head - 1 ? scores[k] : 1 - scores[k];
            }
            sum += ways[head];
        }
        float[] found = distribution(scores);
        for (int head = 0; head < ways.length; head++) {
            assertThat((double) found[head]).isCloseTo(ways[head] / sum, within(1e-5));
        }
    }

    private static float[] distribution(float... scores) {
        float[] to = new float[scores.length + 1];
        ClassDistribution.ofIndependent(scores, to, 0);
        return to;
    }
}
