package org.huale.detect.frozen;

import java.util.SplittableRandom;

/**
 * Shortens vectors by sums with random signs, the same signs for all vectors of a length at all times. Cosines stay as they were
 * but for about 1 / sqrt(dimensions). Source: Achlioptas, Database-friendly random projections, JCSS 2003.
 *
 * @param dimensions of the result; shorter vectors stay as they are
 */
public record Projection(int dimensions) {
    private static final long SEED = 20_030_601L;

    public Projection {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, got " + dimensions);
        }
    }

    public float[] of(float[] vector) {
        if (vector.length <= dimensions) {
            return vector;
        }
        double[] sums = signedSums(vector);
        float[] projected = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            projected[d] = (float) (sums[d] / Math.sqrt(dimensions));
        }
        return projected;
    }

    /** Takes 64 signs at a time from one number of the generator, the lowest bit first. */
    private double[] signedSums(float[] vector) {
        SplittableRandom signs = new SplittableRandom(SEED);
        double[] sums = new double[dimensions];
        long bits = 0;
        int left = 0;
        for (float value : vector) {
            for (int d = 0; d < dimensions; d++) {
                if (left == 0) {
                    bits = signs.nextLong();
                    left = Long.SIZE;
                }
                sums[d] += (bits & 1) == 0 ? value : -value;
                bits >>>= 1;
                left--;
            }
        }
        return sums;
    }
}
