package org.huale.statistics;

import java.util.List;

/** Shannon's entropy in nats. */
public final class Entropy {

    private Entropy() {}

    /**
     * Of the shares that counts have in their sum: 0 where all is of one kind or there is nothing, ln K where K kinds are
     * equally frequent.
     */
    public static double ofCounts(List<Integer> counts) {
        double all = counts.stream().mapToLong(Integer::longValue).sum();
        double entropy = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts must not be negative, got " + counts);
            }
            entropy -= count == 0 ? 0 : count / all * Math.log(count / all);
        }
        return Math.abs(entropy); // not -0
    }
}
