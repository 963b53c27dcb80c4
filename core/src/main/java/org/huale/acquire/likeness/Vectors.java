package org.huale.acquire.likeness;

import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/** Arithmetic on stretches of arrays, summed in {@code double} in an order that is always the same. */
public final class Vectors {

    private Vectors() {}

    /**
     * The vector as it is.
     *
     * @param what an image's vector is called
     * @throws HualeException where a number is not finite
     */
    public static float[] requireFinite(ImageId image, String what, float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new HualeException("image " + image + ": its " + what + " hold " + value
                        + "; the detector's weights are damaged or its training diverged");
            }
        }
        return vector;
    }

    /** A stretch scaled to length 1; unchanged where it is zero. */
    public static float[] unit(float[] values, int from, int length) {
        double norm = Math.sqrt(dot(values, from, values, from, length));
        float[] unit = new float[length];
        for (int k = 0; k < length; k++) {
            unit[k] = norm > 0 ? (float) (values[from + k] / norm) : 0;
        }
        return unit;
    }

    /** 1 - cosine of two stretches that are unit vectors, at least 0. */
    public static double cosineDistance(float[] a, int fromA, float[] b, int fromB, int length) {
        return Math.max(0, 1 - dot(a, fromA, b, fromB, length));
    }

    public static double dot(float[] a, int fromA, float[] b, int fromB, int length) {
        double even = 0; // two sums, so that an addition need not wait for the one before
        double odd = 0;
        int pairs = length & ~1;
        for (int k = 0; k < pairs; k += 2) {
            even += (double) a[fromA + k] * b[fromB + k];
            odd += (double) a[fromA + k + 1] * b[fromB + k + 1];
        }
        return pairs == length ? even + odd : even + odd + (double) a[fromA + pairs] * b[fromB + pairs];
    }

    /** The Euclidean distance of two vectors of one length. */
    public static double distance(float[] a, float[] b) {
        double even = 0;
        double odd = 0;
        int pairs = a.length & ~1;
        for (int k = 0; k < pairs; k += 2) {
            double first = (double) a[k] - b[k];
            double second = (double) a[k + 1] - b[k + 1];
            even += first * first;
            odd += second * second;
        }
        double last = pairs == a.length ? 0 : (double) a[pairs] - b[pairs];
        return Math.sqrt(even + odd + last * last);
    }
}
