package org.huale.report;

import java.util.Optional;
import org.huale.statistics.PairedComparison;

/**
 * An arm less its reference, over the seeds that both have, of one data set or of all.
 *
 * @param arm label
 * @param reference label of the arm it is held against
 * @param pairs the comparison; empty where no seed is shared or nothing can be measured
 * @param corrected p-value of Student's t after Holm's correction over all arms that were compared in the same measure on the
 *     same data sets; 1 where there were fewer than two pairs
 * @param verdict in short
 */
public record Difference(
        String arm,
        String reference,
        Measure measure,
        Optional<PairedComparison> pairs,
        double corrected,
        Verdict verdict) {

    /** What can be said. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        INSIDE_THE_NOISE("inside the noise"),
        /** Every pair is equal, as at the first cycle of arms that train alike. */
        EQUAL("equal"),
        /** Fewer than two pairs. */
        UNTESTED("too few seeds to tell");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        static Verdict of(Optional<PairedComparison> pairs, double corrected, double level) {
            if (pairs.isEmpty() || pairs.get().differences().n() < 2) {
                return UNTESTED;
            }
            if (pairs.get().better() + pairs.get().worse() == 0) {
                return EQUAL;
            }
            if (corrected >= level) {
                return INSIDE_THE_NOISE;
            }
            return pairs.get().differences().mean() > 0 ? BETTER : WORSE;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
