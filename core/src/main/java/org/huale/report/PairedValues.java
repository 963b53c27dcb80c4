package org.huale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.statistics.PairedComparison;

/** What the runs of an arm come to, and those of its reference, pair by pair. */
record PairedValues(String arm, String reference, List<Double> ours, List<Double> theirs) {

    /** A pair for each seed for which both have a value. */
    static PairedValues of(Pairing pairing, Function<RunCurve, OptionalDouble> value) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (RunCurve curve : pairing.arm().curves()) {
            OptionalDouble own = value.apply(curve);
            OptionalDouble other =
                    pairing.reference().withSeed(curve.seed()).map(value).orElse(OptionalDouble.empty());
            if (own.isPresent() && other.isPresent()) {
                ours.add(own.getAsDouble());
                theirs.add(other.getAsDouble());
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
        List<Outcome> outcomes = outcomes(all, 1 - confidence);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            differences.add(new Difference(
                    all.get(i).arm(),
                    all.get(i).reference(),
                    measure,
                    outcome.pairs(),
                    outcome.corrected(),
                    outcome.verdict()));
        }
        return differences;
    }

    static List<Outcome> outcomes(List<PairedValues> all, double level) {
        return Outcome.of(all.stream().map(PairedValues::compared).toList(), level);
    }

    private Optional<PairedComparison> compared() {
        return isEmpty() ? Optional.empty() : Optional.of(PairedComparison.of(numbers(ours), numbers(theirs)));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
