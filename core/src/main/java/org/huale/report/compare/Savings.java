package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.CommonRange;
import org.huale.statistics.LearningCurve;
import org.huale.statistics.PairedComparison;

/** Asks of every arm of a data set with how many labels it is as good as its reference. */
public record Savings(List<ArmCurves> arms, DatasetComparison.Ranges ranges, RunComparison.Options options) {

    /** None where the runs have no two cycles in common: there is nothing to save. */
    List<Saving> all() {
        CommonRange images = ranges.images();
        if (images.isEmpty() || images.from() == images.to()) {
            return List.of();
        }
        List<Pairing> pairings = Pairing.of(arms, options);
        List<Saving> all = new ArrayList<>();
        for (Axis axis : Axis.LABELS) {
            all.addAll(against(axis, pairings));
        }
        return all;
    }

    private List<Saving> against(Axis axis, List<Pairing> pairings) {
        List<List<Saving.Reach>> runs =
                pairings.stream().map(it -> reaches(it, axis)).toList();
        int asked = (int) runs.stream().filter(it -> it.size() > 1).count(); // also of arms that did not come so far
        List<Outcome> outcomes =
                Outcome.of(runs.stream().map(Savings::compared).toList(), asked, 1 - options.confidence());
        List<Saving> savings = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            savings.add(new Saving(
                    pairings.get(i).label(),
                    pairings.get(i).referenceLabel(),
                    axis,
                    runs.get(i),
                    outcome.pairs(),
                    outcome.corrected(),
                    outcome.verdict()));
        }
        return savings;
    }

    private List<Saving.Reach> reaches(Pairing pairing, Axis axis) {
        List<Saving.Reach> reaches = new ArrayList<>();
        for (RunCurve curve : pairing.arm().curves()) {
            pairing.reference()
                    .withSeed(curve.seed())
                    .flatMap(reference -> reach(curve, reference, axis))
                    .ifPresent(reaches::add);
        }
        return reaches;
    }

    /** Empty where the reference's curve against boxes lost the cycle, which another one with as many boxes replaced. */
    private Optional<Saving.Reach> reach(RunCurve curve, RunCurve reference, Axis axis) {
        double target = reference.images().at(ranges.images().to());
        LearningCurve there = reference.on(axis);
        OptionalDouble needed = there.firstReaching(target);
        return needed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Saving.Reach(
                        curve.seed(),
                        target,
                        needed.getAsDouble(),
                        curve.on(axis).firstReaching(target)));
    }

    private static Optional<PairedComparison> compared(List<Saving.Reach> runs) {
        if (runs.isEmpty() || runs.stream().anyMatch(run -> run.own().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(PairedComparison.of(
                runs.stream().mapToDouble(Saving.Reach::reference).toArray(),
                runs.stream().mapToDouble(run -> run.own().orElseThrow()).toArray()));
    }
}
