package org.huale.acquire.coreset;

import org.huale.acquire.likeness.Vectors;

/** How far two vectors are from each other; 0 for equal ones, to rounding. */
public enum Metric {
    /** As in Sener and Savarese. Obeys the triangle inequality, on which greedy k-centre's guarantee rests. */
    EUCLIDEAN {
        @Override
        float[] prepared(float[] vector) {
            return vector;
        }

        @Override
        double of(float[] a, float[] b) {
            return Vectors.distance(a, b);
        }
    },
    /** 1 - cosine, in [0, 2]: lengths do not count. A vector of zeros is at 1 from all others and at 0 from its like. */
    COSINE {
        @Override
        float[] prepared(float[] vector) {
            return Vectors.unit(vector, 0, vector.length);
        }

        @Override
        double of(float[] a, float[] b) {
            double distance = Vectors.cosineDistance(a, 0, b, 0, a.length);
            return distance == 1 && isZero(a) && isZero(b) ? 0 : distance;
        }
    };

    /** A vector as {@link #of} wants it. */
    abstract float[] prepared(float[] vector);

    abstract double of(float[] a, float[] b);

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
