package org.huale.report.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.Sample;

/** Finds the arm that is better than every other one by more than noise, if there is one. */
public record Leader(List<ArmCurves> arms, Function<RunCurve, OptionalDouble> value, double level) {

    /**
     * The arm of the highest mean, where Student's paired t test against each of the others, corrected by Holm for their
     * number, is below the level. Empty where it is not, where there is no other, or where it shares fewer than two seeds
     * with one of them.
     */
    public Optional<ArmCurves> found() {
        List<ArmCurves> measured = arms.stream()
                .filter(arm -> !arm.arm().isBound() && arm.values(value).length > 0)
                .toList();
        Optional<ArmCurves> best = measured.stream()
                .max(Comparator.comparingDouble(
                        arm -> Sample.of(arm.values(value)).mean()));
        List<PairedValues> against = best.stream()
                .flatMap(it -> measured.stream()
                        .filter(arm -> !arm.equals(it))
                        .map(arm -> PairedValues.of(new Pairing(it, arm), value)))
                .toList();
        boolean leads = PairedValues.outcomes(against, level).stream()
                .allMatch(it -> it.verdict() == Difference.Verdict.BETTER);
        return leads && !against.isEmpty() ? best : Optional.empty();
    }
}
