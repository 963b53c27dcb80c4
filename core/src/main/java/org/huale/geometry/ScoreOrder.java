package org.huale.geometry;

import java.util.Arrays;

/** Orders indices by falling score; equal scores keep the order of their indices. */
public final class ScoreOrder {

    private ScoreOrder() {}

    /**
     * The indices of the {@code count} highest scores, highest first; all of them where there are fewer.
     *
     * @throws IllegalArgumentException where a score is NaN
     */
    public static int[] top(float[] scores, int from, int to, int count) {
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = key(scores[i], i);
        }
        Arrays.sort(keys);
        int[] order = new int[Math.min(count, keys.length)];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** All indices, highest score first. */
    public static int[] descending(float[] scores) {
        return top(scores, 0, scores.length, scores.length);
    }

    /** Sorts as a long: the score's bits, turned so that high scores come first, then the index. */
    private static long key(float score, int index) {
        if (Float.isNaN(score)) {
            throw new IllegalArgumentException("score " + index + " is NaN");
        }
        int bits = Float.floatToIntBits(score + 0f); // -0 and 0 are equal
        int rising = bits ^ (bits >> 31 & 0x7FFFFFFF);
        return (long) ~rising << 32 | index;
    }
}
