package org.huale.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Puts numbers into descending order, equal ones left as they stand. Each number becomes a whole number of the same order
 * whose low bits give way to its position, so that one sort of primitives does nearly all; what the lost bits would have
 * decided is mended afterwards.
 */
final class ConfidenceOrder {
    private static final int LONGEST_RUN_FOR_INSERTION = 32;

    private ConfidenceOrder() {}

    /** Positions of the numbers, the greatest first. */
    static int[] descending(double[] values) {
        long positionBits = lowBits(values.length);
        long[] keys = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            keys[i] = (ascendingKey(0.0 - values[i]) & ~positionBits) | i; // 0.0 - v: both zeros become one
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) (keys[i] & positionBits);
        }
        mendRuns(values, keys, order, ~positionBits);
        return order;
    }

    private static long lowBits(int count) {
        return count < 2 ? 0 : (Long.highestOneBit(count - 1L) << 1) - 1;
    }

    private static long ascendingKey(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static void mendRuns(double[] values, long[] keys, int[] order, long mask) {
        int start = 0;
        for (int i = 1; i <= keys.length; i++) {
            if (i == keys.length || (keys[i] & mask) != (keys[start] & mask)) {
                if (i - start > 1 && !isDescending(values, order, start, i)) {
                    mend(values, order, start, i);
                }
                start = i;
            }
        }
    }

    private static boolean isDescending(double[] values, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (values[order[i]] > values[order[i - 1]]) {
                return false;
            }
        }
        return true;
    }

    private static void mend(double[] values, int[] order, int from, int to) {
        if (to - from > LONGEST_RUN_FOR_INSERTION) {
            int[] run = IntStream.range(from, to)
                    .mapToObj(i -> order[i])
                    .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(run, 0, order, from, run.length);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int moving = order[i];
            int at = i;
            for (; at > from && values[order[at - 1]] < values[moving]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = moving;
        }
    }
}
