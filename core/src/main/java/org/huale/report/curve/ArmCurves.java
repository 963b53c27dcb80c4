package org.huale.report.curve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.statistics.CurveBand;
import org.huale.statistics.LearningCurve;

/** The curves of an arm, one for each seed, ascending; seeds without the figure have none. */
public record ArmCurves(Arm arm, List<RunCurve> curves) {

    public ArmCurves {
        curves = List.copyOf(curves);
    }

    public static ArmCurves of(Arm arm, Figure figure, AnnotationSeconds seconds) {
        return new ArmCurves(
                arm,
                arm.bySeed().stream()
                        .map(runs -> RunCurve.of(runs, figure, seconds))
                        .flatMap(Optional::stream)
                        .toList());
    }

    public List<LearningCurve> on(Axis axis) {
        return curves.stream().map(curve -> curve.on(axis)).toList();
    }

    /** A number of each curve that has it, by ascending seed. */
    public double[] values(Function<RunCurve, OptionalDouble> number) {
        return curves.stream()
                .flatMapToDouble(curve -> number.apply(curve).stream())
                .toArray();
    }

    /** Mean and spread over the seeds. */
    public CurveBand band(Axis axis) {
        return CurveBand.of(on(axis));
    }

    /** How many runs stand behind the curves. */
    public int runs() {
        return curves.stream().mapToInt(curve -> curve.runs().size()).sum();
    }

    public Optional<RunCurve> withSeed(long seed) {
        return curves.stream().filter(curve -> curve.seed() == seed).findFirst();
    }
}
