package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.PairedComparison;

/** What an arm comes to and what its reference does, unit by unit. */
public record PairedValues(String arm, String reference, List<Unit> units) {

    /** A seed of a data set. */
    record Unit(long seed, double ours, double theirs, Difference.Runs runs) {

        double difference() {
            return PairedComparison.difference(ours, theirs);
        }

        /** The mean over losses is still one unit. */
        private static Unit mean(List<Unit> losses) {
            return new Unit(
                    losses.get(0).seed,
                    mean(losses, Unit::ours),
                    mean(losses, Unit::theirs),
                    losses.stream().map(Unit::runs).reduce(Difference.Runs.NONE, Difference.Runs::and));
        }

        private static double mean(List<Unit> losses, ToDoubleFunction<Unit> value) {
            return losses.stream().mapToDouble(value).average().orElseThrow();
        }
    }

    public PairedValues {
        units = List.copyOf(units);
    }

    /** A unit for each seed for which both have a value. */
    static PairedValues of(Pairing pairing, Function<RunCurve, OptionalDouble> value) {
        List<Unit> units = new ArrayList<>();
        for (RunCurve curve : pairing.arm().curves()) {
            pairing.reference().withSeed(curve.seed()).ifPresent(reference -> {
                OptionalDouble ours = value.apply(curve);
                OptionalDouble theirs = value.apply(reference);
                if (ours.isPresent() && theirs.isPresent()) {
                    Difference.Runs runs = new Difference.Runs(
                            curve.runs().size(), reference.runs().size());
                    units.add(new Unit(curve.seed(), ours.getAsDouble(), theirs.getAsDouble(), runs));
                }
            });
        }
        return new PairedValues(pairing.label(), pairing.referenceLabel(), units);
    }

    /** Of several losses on one data set: each seed is one unit, the mean over the losses that have it. */
    static List<Unit> meanOverLosses(List<PairedValues> losses) {
        Map<Long, List<Unit>> bySeed = new TreeMap<>();
        losses.forEach(loss -> loss.units.forEach(unit ->
                bySeed.computeIfAbsent(unit.seed(), seed -> new ArrayList<>()).add(unit)));
        return bySeed.values().stream().map(Unit::mean).toList();
    }

    double[] differences() {
        return units.stream().mapToDouble(Unit::difference).toArray();
    }

    /** Each compared, and corrected for how many can be tested. */
    static List<Difference> differences(List<PairedValues> all, Measure measure, double confidence) {
        return differences(all, measure, 0, confidence);
    }

    /** The same corrected for so many questions, where these are more. */
    static List<Difference> differences(List<PairedValues> all, Measure measure, int questions, double confidence) {
        List<Outcome> outcomes = outcomes(all, questions, 1 - confidence);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            PairedValues values = all.get(i);
            differences.add(new Difference(
                    values.arm(),
                    values.reference(),
                    measure,
                    values.runs(),
                    outcome.pairs(),
                    outcome.corrected(),
                    outcome.verdict()));
        }
        return differences;
    }

    static List<Outcome> outcomes(List<PairedValues> all, double level) {
        return outcomes(all, 0, level);
    }

    private static List<Outcome> outcomes(List<PairedValues> all, int questions, double level) {
        return Outcome.of(all.stream().map(PairedValues::compared).toList(), questions, level);
    }

    Difference.Runs runs() {
        return units.stream().map(Unit::runs).reduce(Difference.Runs.NONE, Difference.Runs::and);
    }

    Optional<PairedComparison> compared() {
        return units.isEmpty()
                ? Optional.empty()
                : Optional.of(PairedComparison.of(numbers(Unit::ours), numbers(Unit::theirs)));
    }

    private double[] numbers(ToDoubleFunction<Unit> value) {
        return units.stream().mapToDouble(value).toArray();
    }
}
