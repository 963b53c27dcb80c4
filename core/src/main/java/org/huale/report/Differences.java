package org.huale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.statistics.PairedComparison;

/** Holds every arm of a data set against its reference. */
record Differences(List<ArmCurves> arms, DatasetComparison.Ranges ranges, RunComparison.Options options) {

    List<Difference> all() {
        List<Pairing> pairings = Pairing.of(arms, options);
        List<Difference> all = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            all.addAll(in(measure, pairings));
        }
        return all;
    }

    private List<Difference> in(Measure measure, List<Pairing> pairings) {
        List<Optional<PairedComparison>> compared =
                pairings.stream().map(it -> compared(it, measure)).toList();
        double[] corrected = Pairing.corrected(compared);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            differences.add(new Difference(
                    pairings.get(i).label(),
                    pairings.get(i).referenceLabel(),
                    measure,
                    compared.get(i),
                    corrected[i],
                    Difference.Verdict.of(compared.get(i), corrected[i], 1 - options.confidence())));
        }
        return differences;
    }

    private Optional<PairedComparison> compared(Pairing pairing, Measure measure) {
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
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(PairedComparison.of(Pairing.numbers(ours), Pairing.numbers(theirs)));
    }
}
