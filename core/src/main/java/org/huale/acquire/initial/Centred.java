package org.huale.acquire.initial;

import org.huale.acquire.likeness.Vectors;

/**
 * Vectors less their mean, scaled to length 1. What a network with rectified features says of any two images points the same way;
 * without their mean the differences are what counts.
 */
public final class Centred {

    private Centred() {}

    /** New vectors, all of one length; a vector that is the mean becomes zero. */
    public static float[][] of(float[][] vectors) {
        return less(vectors, mean(vectors));
    }

    /** {@code [D]}; empty for no vectors. */
    public static double[] mean(float[][] vectors) {
        double[] mean = new double[vectors.length == 0 ? 0 : vectors[0].length];
        for (float[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k] / (double) vectors.length;
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
