package org.huale.acquire.hua;

/** Arithmetic on stretches of arrays. */
final class Vectors {

    private Vectors() {}

    /** A stretch scaled to length 1; unchanged where it is zero. */
    static float[] unit(float[] values, int from, int length) {
        double norm = 0;
        for (int k = 0; k < length; k++) {
            norm += (double) values[from + k] * values[from + k];
        }
        float[] unit = new float[length];
        for (int k = 0; k < length; k++) {
            unit[k] = norm > 0 ? (float) (values[from + k] / Math.sqrt(norm)) : 0;
        }
        return unit;
    }

    /** 1 - cosine of two stretches that are unit vectors, at least 0. */
    static double cosineDistance(float[] a, int fromA, float[] b, int fromB, int length) {
        double dot = 0;
        for (int k = 0; k < length; k++) {
            dot += (double) a[fromA + k] * b[fromB + k];
        }
        return Math.max(0, 1 - dot);
    }
}
