package org.huale.image;

import java.util.Arrays;

/**
 * For each new position along an axis the two old ones that it lies between and the share of the higher, as PyTorch's {@code interpolate}
 * takes them without antialiasing: shrinking skips pixels. At the ends both are the last one.
 *
 * @param low old positions
 * @param high old positions, at most one more
 * @param share of the higher, in [0, 1]
 */
public record BilinearTaps(int[] low, int[] high, float[] share) {

    /** From so many positions to so many others. */
    public static BilinearTaps of(int from, int to) {
        BilinearTaps taps = new BilinearTaps(new int[to], new int[to], new float[to]);
        float ratio = (float) from / to;
        for (int i = 0; i < to; i++) {
            float source = Math.max(0, (i + 0.5f) * ratio - 0.5f);
            taps.low[i] = Math.min((int) source, from - 1);
            taps.high[i] = Math.min(taps.low[i] + 1, from - 1);
            taps.share[i] = source - taps.low[i];
        }
        return taps;
    }

    /** For old positions that begin elsewhere. */
    public BilinearTaps movedBy(int offset) {
        return new BilinearTaps(moved(low, offset), moved(high, offset), share);
    }

    private static int[] moved(int[] positions, int offset) {
        return Arrays.stream(positions).map(it -> it + offset).toArray();
    }
}
