package org.huale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.statistics.HolmCorrection;
import org.huale.statistics.PairedComparison;

/** Holds every arm of a data set against its reference. */
record Differences(List<ArmCurves> arms, DatasetComparison.Ranges ranges, RunComparison.Options options) {

    /** An arm and what it is held against. */
    private record Pairing(ArmCurves arm, ArmCurves reference) {}

    List<Difference> all() {
        List<Pairing> pairings = pairings();
        List<Difference> all = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            all.addAll(in(measure, pairings));
        }
        return all;
    }

    private List<Pairing> pairings() {
        References references = new References(arms.stream().map(ArmCurves::arm).toList(), options.reference());
        List<Pairing> pairings = new ArrayList<>();
        for (ArmCurves arm : arms) {
            references
                    .of(arm.arm())
                    .flatMap(found ->
                            arms.stream().filter(it -> it.arm().equals(found)).findFirst())
                    .ifPresent(reference -> pairings.add(new Pairing(arm, reference)));
        }
        return pairings;
    }

    private List<Difference> in(Measure measure, List<Pairing> pairings) {
        List<Optional<PairedComparison>> compared =
                pairings.stream().map(it -> compared(it, measure)).toList();
        double[] corrected = corrected(compared);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            differences.add(new Difference(
                    pairings.get(i).arm().arm().label(),
                    pairings.get(i).reference().arm().label(),
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
        return ours.isEmpty() ? Optional.empty() : Optional.of(PairedComparison.of(numbers(ours), numbers(theirs)));
    }

    /** Only questions that were asked count: those with two pairs at least. */
    private static double[] corrected(List<Optional<PairedComparison>> compared) {
        double[] pValues = compared.stream()
                .flatMap(Optional::stream)
                .filter(it -> it.differences().n() > 1)
                .mapToDouble(it -> it.pValues().studentT())
                .toArray();
        double[] held = HolmCorrection.of(pValues);
        double[] corrected = new double[compared.size()];
        int next = 0;
        for (int i = 0; i < corrected.length; i++) {
            boolean tested =
                    compared.get(i).filter(it -> it.differences().n() > 1).isPresent();
            corrected[i] = tested ? held[next++] : 1;
        }
        return corrected;
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
