package org.huale.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.statistics.PairedComparison;
import org.huale.statistics.Sample;

/** Finds the arm that is better than every other one by more than noise, if there is one. */
record Leader(List<ArmCurves> arms, Function<RunCurve, OptionalDouble> value, double level) {

    /**
     * The arm of the highest mean, where Student's paired t test against each of the others, corrected by Holm for their
     * number, is below the level. Empty where it is not, where there is no other, or where it shares fewer than two seeds
     * with one of them.
     */
    Optional<ArmCurves> found() {
        List<ArmCurves> measured =
                arms.stream().filter(arm -> values(arm).length > 0).toList();
        Optional<ArmCurves> best = measured.stream()
                .max(Comparator.comparingDouble(arm -> Sample.of(values(arm)).mean()));
        List<Optional<PairedComparison>> compared = new ArrayList<>();
        best.ifPresent(
                it -> measured.stream().filter(arm -> !arm.equals(it)).forEach(arm -> compared.add(compared(it, arm))));
        double[] corrected = Pairing.corrected(compared);
        for (int i = 0; i < corrected.length; i++) {
            if (Difference.Verdict.of(compared.get(i), corrected[i], level) != Difference.Verdict.BETTER) {
                return Optional.empty();
            }
        }
        return compared.isEmpty() ? Optional.empty() : best;
    }

    private double[] values(ArmCurves arm) {
        return arm.curves().stream()
                .flatMapToDouble(curve -> value.apply(curve).stream())
                .toArray();
    }

    private Optional<PairedComparison> compared(ArmCurves best, ArmCurves other) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (RunCurve curve : best.curves()) {
            OptionalDouble own = value.apply(curve);
            OptionalDouble their = other.withSeed(curve.seed()).map(value).orElse(OptionalDouble.empty());
            if (own.isPresent() && their.isPresent()) {
                ours.add(own.getAsDouble());
                theirs.add(their.getAsDouble());
            }
        }
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(PairedComparison.of(Pairing.numbers(ours), Pairing.numbers(theirs)));
    }
}
