package org.huale.report.compare;

import java.util.Optional;
import org.huale.statistics.PairedComparison;

/**
 * An arm less its reference, unit by unit. One unit is a seed of a data set that both have; losses and replicates are averaged
 * within it.
 *
 * @param arm label
 * @param reference label of the arm it is held against
 * @param runs behind the units
 * @param pairs the comparison, a pair for each unit; empty where no seed is shared or nothing can be measured
 * @param corrected p-value of Student's t after Holm's correction over all arms that were compared in the same measure on the
 *     same data sets; 1 where there were fewer than two pairs
 * @param verdict in short
 */
public record Difference(
        String arm,
        String reference,
        Measure measure,
        Runs runs,
        Optional<PairedComparison> pairs,
        double corrected,
        Verdict verdict) {

    /**
     * What two pairs or more can tell, if they do not all differ by the same.
     *
     * @param interval of the true mean difference
     * @param pValues before any correction
     * @param corrected that of Student's t after Holm's correction
     */
    public record Told(PairedComparison.Interval interval, PairedComparison.PValues pValues, double corrected) {

        /** Of Student's t. */
        public double p() {
            return pValues.studentT();
        }

        /** By all exchanges of signs, or where there are too many, by some that are drawn. */
        public double exact() {
            return pValues.signFlip();
        }

        static Optional<Told> of(Optional<PairedComparison> pairs, double corrected, double confidence) {
            return pairs.filter(it -> it.differences().n() > 1 && !it.lacksSpread())
                    .map(it -> new Told(it.interval(confidence), it.pValues(), corrected));
        }
    }

    /** Empty below two pairs, and where all pairs differ by the same. */
    public Optional<Told> told(double confidence) {
        return Told.of(pairs, corrected, confidence);
    }

    /** Whether a label is that of an arm of the strategy, or of several of its losses. */
    static boolean isOf(String strategy, String label) {
        return label.startsWith(strategy + ",") || label.startsWith(strategy + " (mean over ");
    }

    /** Seeds of data sets that both have. */
    public int units() {
        return pairs.map(it -> it.differences().n()).orElse(0);
    }

    /** Empty where there is no unit. */
    public Optional<Double> mean() {
        return pairs.map(it -> it.differences().mean());
    }

    /** Runs of the arm, and of its reference. */
    public record Runs(int own, int reference) {
        static final Runs NONE = new Runs(0, 0);

        Runs and(Runs more) {
            return new Runs(own + more.own, reference + more.reference);
        }

        @Override
        public String toString() {
            return own + " against " + reference;
        }
    }

    /** What can be said. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        INSIDE_THE_NOISE("inside the noise"),
        /** Every pair is equal, as at the first cycle of arms that train alike. */
        EQUAL("equal"),
        /** Every pair differs by the same, which leaves a test of means nothing to go by. */
        WITHOUT_SPREAD("no spread to test by"),
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
            if (pairs.get().lacksSpread()) {
                return WITHOUT_SPREAD;
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
