package org.huale.report;

import java.util.List;
import java.util.stream.Stream;
import org.huale.statistics.CommonRange;

/**
 * The arms on one data set.
 *
 * @param ranges of images and boxes that every run covers
 * @param differences of each arm that has a reference, measure by measure
 */
public record DatasetComparison(String dataset, List<ArmCurves> arms, Ranges ranges, List<Difference> differences) {

    /** What all runs have in common, so that no area gains from a longer curve. */
    public record Ranges(CommonRange images, CommonRange boxes) {

        static Ranges of(List<ArmCurves> arms) {
            return new Ranges(common(arms, Axis.IMAGES), common(arms, Axis.BOXES));
        }

        public CommonRange on(Axis axis) {
            return axis == Axis.IMAGES ? images : boxes;
        }

        private static CommonRange common(List<ArmCurves> arms, Axis axis) {
            return CommonRange.of(
                    arms.stream().flatMap(arm -> arm.on(axis).stream()).toList());
        }
    }

    public DatasetComparison {
        arms = List.copyOf(arms);
        differences = List.copyOf(differences);
    }

    static DatasetComparison of(List<Arm> arms, Figure figure, RunComparison.Options options) {
        List<ArmCurves> curves =
                arms.stream().map(arm -> ArmCurves.of(arm, figure)).toList();
        Ranges ranges = Ranges.of(curves);
        return new DatasetComparison(
                arms.get(0).dataset(), curves, ranges, new Differences(curves, ranges, options).all());
    }

    /** In one measure. */
    public List<Difference> differences(Measure measure) {
        return differences.stream().filter(it -> it.measure() == measure).toList();
    }

    /** The measured values of an arm's runs, by ascending seed; empty where the runs have no range in common. */
    public double[] values(ArmCurves arm, Measure measure) {
        return arm.curves().stream()
                .flatMapToDouble(curve -> measure.of(curve, ranges).stream())
                .toArray();
    }

    Stream<RunCurve> allCurves() {
        return arms.stream().flatMap(arm -> arm.curves().stream());
    }
}
