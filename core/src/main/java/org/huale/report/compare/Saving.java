package org.huale.report.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.curve.Axis;
import org.huale.statistics.PairedComparison;
import org.huale.statistics.Sample;

/**
 * How many labels an arm needs to become as good as its reference is at the last common cycle.
 *
 * @param arm label
 * @param reference label of the arm it is held against
 * @param axis what labels are counted in
 * @param runs one for each seed that both have, ascending
 * @param pairs labels that the reference needed less those that the arm needed; empty where a run never reached it, as the
 *     mean over those that did would flatter
 * @param corrected p-value of Student's t after Holm's correction over all arms, those that never reached it counted
 * @param verdict {@code better} where fewer labels are needed
 */
public record Saving(
        String arm,
        String reference,
        Axis axis,
        List<Reach> runs,
        Optional<PairedComparison> pairs,
        double corrected,
        Verdict verdict) {

    /**
     * One seed.
     *
     * @param target the figure of the reference at the last common cycle
     * @param reference labels with which the reference first was so good; straight between its cycles
     * @param own the same of the arm; empty where it never was, as far as it ran
     */
    public record Reach(long seed, double target, double reference, OptionalDouble own) {

        /**
         * Labels saved in percent of the reference's; negative where the arm needs more, empty where it is not there, and
         * where the reference needed none, as against boxes where the first images show nothing.
         */
        public OptionalDouble percent() {
            return own.isPresent() && reference > 0
                    ? OptionalDouble.of(100 * (reference - own.getAsDouble()) / reference)
                    : OptionalDouble.empty();
        }
    }

    public Saving {
        runs = List.copyOf(runs);
    }

    /** What a test can tell; empty where there is none. */
    public Optional<Difference.Told> told(double confidence) {
        return Difference.Told.of(pairs, corrected, confidence);
    }

    /** Runs that came to be as good. */
    public int reached() {
        return (int) runs.stream().filter(run -> run.own().isPresent()).count();
    }

    /** Labels that the arm needed, over the runs that reached it; empty where none did. */
    public Optional<Sample> own() {
        return sample(runs.stream().flatMapToDouble(run -> run.own().stream()).toArray());
    }

    /** Labels that the reference needed, over the runs that {@link #own} is over; where none reached it, over all. */
    public Optional<Sample> needed() {
        return sample(runs.stream()
                .filter(run -> run.own().isPresent() || reached() == 0)
                .mapToDouble(Reach::reference)
                .toArray());
    }

    /** Percent saved, over the runs that reached it; empty where none did, or their references needed nothing. */
    public Optional<Sample> percent() {
        return sample(
                runs.stream().flatMapToDouble(run -> run.percent().stream()).toArray());
    }

    /** The verdict in words; says so where runs did not come to be as good. */
    public String said() {
        if (reached() == runs.size()) {
            return verdict.toString();
        }
        return reached() == 0
                ? "not reached"
                : "not reached with " + (runs.size() - reached()) + " of " + runs.size() + " seeds";
    }

    private static Optional<Sample> sample(double[] values) {
        return values.length == 0 ? Optional.empty() : Optional.of(Sample.of(values));
    }
}
