package org.huale.metric.resample;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.huale.metric.Evaluation;

/**
 * Resamples of a test set for the bootstrap (Efron, The Annals of Statistics 7, 1979): each has as many images as the set, drawn
 * with replacement. What is computed from the same resamples, such as the figures of two runs, can be compared draw by draw.
 *
 * @param count of resamples, at least 1
 * @param seed equal seeds give equal resamples
 */
public record ImageResamples(int count, long seed) {

    public ImageResamples {
        if (count < 1) {
            throw new IllegalArgumentException("resamples must be at least 1, got " + count);
        }
    }

    /**
     * A number of each resample of so many images, draw by draw.
     *
     * @param statistic gets how often each image was drawn
     */
    public double[] all(int images, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        for (int draw = 0; draw < count; draw++) {
            values[draw] = statistic.applyAsDouble(weights(images, random));
        }
        return values;
    }

    /** The same without those that are {@link Evaluation#UNDEFINED}. */
    public double[] of(int images, ToDoubleFunction<int[]> statistic) {
        return Arrays.stream(all(images, statistic))
                .filter(value -> value != Evaluation.UNDEFINED)
                .toArray();
    }

    private static int[] weights(int images, SplittableRandom random) {
        int[] weights = new int[images];
        for (int i = 0; i < images; i++) {
            weights[random.nextInt(images)]++;
        }
        return weights;
    }
}
