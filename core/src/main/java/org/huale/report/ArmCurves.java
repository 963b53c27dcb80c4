package org.huale.report;

import java.util.List;
import java.util.Optional;
import org.huale.statistics.CurveBand;
import org.huale.statistics.LearningCurve;

/** The curves of an arm, by ascending seed; runs without the figure have none. */
public record ArmCurves(Arm arm, List<RunCurve> curves) {

    public ArmCurves {
        curves = List.copyOf(curves);
    }

    static ArmCurves of(Arm arm, Figure figure) {
        return new ArmCurves(
                arm,
                arm.runs().stream()
                        .map(run -> RunCurve.of(run, figure))
                        .flatMap(Optional::stream)
                        .toList());
    }

    public List<LearningCurve> on(Axis axis) {
        return curves.stream().map(curve -> curve.on(axis)).toList();
    }

    /** Mean and spread over the seeds. */
    public CurveBand band(Axis axis) {
        return CurveBand.of(on(axis));
    }

    Optional<RunCurve> withSeed(long seed) {
        return curves.stream().filter(curve -> curve.seed() == seed).findFirst();
    }
}
