package org.huale.acquire.initial;

import java.util.Arrays;
import org.huale.acquire.likeness.Vectors;

/**
 * Vectors less their mean, scaled to length 1. What a network with rectified features says of any two images points the same way;
 * without their mean the differences are what counts.
 */
public final class Centred {

    private Centred() {}

    /**
     * Centres vectors where they are, as copies of those of a large pool would not fit beside them; a vector that is the mean
     * becomes zero.
     *
     * @param vectors all of one length
     * @param parts of equal length that each consists of, each a vector of its own with the mean of all in common; at least 1
     */
    public static void inPlace(float[][] vectors, int parts) {
        double[] mean = mean(vectors, parts);
        for (float[] vector : vectors) {
            for (int from = 0; from < vector.length; from += mean.length) {
                float[] part = Arrays.copyOfRange(vector, from, from + mean.length);
                System.arraycopy(less(part, mean), 0, vector, from, mean.length);
            }
        }
    }

    /** {@code [D]}; empty for no vectors. */
    public static double[] mean(float[][] vectors) {
        return mean(vectors, 1);
    }

    private static double[] mean(float[][] vectors, int parts) {
        double[] mean = new double[vectors.length == 0 ? 0 : vectors[0].length / parts];
        double count = (double) vectors.length * parts;
        for (float[] vector : vectors) {
            for (int k = 0; k < vector.length; k++) {
                mean[k % mean.length] += vector[k] / count;
            }
        }
        return mean;
    }

    public static float[][] less(float[][] vectors, double[] mean) {
        float[][] centred = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            centred[i] = less(vectors[i], mean);
        }
        return centred;
    }

    /** A vector less a mean, of length 1. */
    public static float[] less(float[] vector, double[] mean) {
        float[] rest = new float[vector.length];
        for (int k = 0; k < rest.length; k++) {
            rest[k] = (float) (vector[k] - mean[k]);
        }
        return Vectors.unit(rest, 0, rest.length);
    }
}
