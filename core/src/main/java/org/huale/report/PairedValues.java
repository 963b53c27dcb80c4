package org.huale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.statistics.PairedComparison;

/** What the runs of an arm come to, and those of its reference, pair by pair. */
record PairedValues(String arm, String reference, List<Double> ours, List<Double> theirs) {

    /** A pair for each seed that both have. */
    static PairedValues of(Pairing pairing, Measure measure, DatasetComparison.Ranges ranges) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (RunCurve curve : pairing.arm().curves()) {
            OptionalDouble own = measure.of(curve, ranges);
            Optional<RunCurve> other = pairing.reference().withSeed(curve.seed());
            if (own.isPresent() && other.isPresent()) {
                ours.add(own.getAsDouble());
                theirs.add(measure.of(other.get(), ranges).orElseThrow());
            }
        }
        return new PairedValues(pairing.label(), pairing.referenceLabel(), ours, theirs);
    }

    boolean isEmpty() {
        return ours.isEmpty();
    }

    /** These pairs and, of the same arms, those. */
    PairedValues and(PairedValues more) {
        return new PairedValues(arm, reference, joined(ours, more.ours), joined(theirs, more.theirs));
    }

    private static List<Double> joined(List<Double> first, List<Double> second) {
        List<Double> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** Each compared, and corrected for how many there are. */
    static List<Difference> differences(List<PairedValues> all, Measure measure, double confidence) {
        List<Optional<PairedComparison>> compared =
                all.stream().map(PairedValues::compared).toList();
        double[] corrected = Pairing.corrected(compared);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            differences.add(new Difference(
                    all.get(i).arm(),
                    all.get(i).reference(),
                    measure,
                    compared.get(i),
                    corrected[i],
                    Difference.Verdict.of(compared.get(i), corrected[i], 1 - confidence)));
        }
        return differences;
    }

    private Optional<PairedComparison> compared() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(PairedComparison.of(Pairing.numbers(ours), Pairing.numbers(theirs)));
    }
}
