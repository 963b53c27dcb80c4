package org.huale.report.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.curve.Figure;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.CommonRange;
import org.huale.statistics.LearningCurve;

/**
 * The arms on one data set.
 *
 * @param ranges of images and boxes that every run covers, those of bounds aside
 * @param differences of each arm that has a reference, measure by measure
 * @param savings of each arm that has a reference, against images and then boxes
 * @param testImages how much these decide; empty where nobody asked, or it cannot be said
 */
public record DatasetComparison(
        String dataset,
        List<ArmCurves> arms,
        Ranges ranges,
        List<Difference> differences,
        List<Saving> savings,
        Optional<TestImages> testImages) {

    /** What all runs have in common, so that no area gains from a longer curve. */
    public record Ranges(CommonRange images, CommonRange boxes, CommonRange seconds) {
        private static final CommonRange NONE = new CommonRange(1, 0);

        /** Of all but bounds, which are held against nothing and must shorten nothing; of these where there is nothing else. */
        static Ranges of(List<ArmCurves> all) {
            List<ArmCurves> compared = withoutBounds(all);
            List<ArmCurves> arms = compared.isEmpty() ? all : compared;
            return new Ranges(
                    common(arms, Axis.IMAGES),
                    common(arms, Axis.BOXES),
                    areMeasured(all) ? common(arms, Axis.SECONDS) : NONE);
        }

        public CommonRange on(Axis axis) {
            return switch (axis) {
                case IMAGES -> images;
                case BOXES -> boxes;
                case SECONDS -> seconds;
            };
        }

        /** Whether areas against seconds can be compared: the seconds of every run are known. */
        public boolean hasSeconds() {
            return !seconds.isEmpty();
        }

        private static boolean areMeasured(List<ArmCurves> arms) {
            return arms.stream()
                    .flatMap(arm -> arm.curves().stream())
                    .allMatch(curve -> curve.seconds().isPresent());
        }

        private static CommonRange common(List<ArmCurves> arms, Axis axis) {
            return CommonRange.of(
                    arms.stream().flatMap(arm -> arm.on(axis).stream()).toList());
        }
    }

    public DatasetComparison {
        arms = List.copyOf(arms);
        differences = List.copyOf(differences);
        savings = List.copyOf(savings);
    }

    static DatasetComparison of(List<Arm> arms, Figure figure, RunComparison.Options options) {
        List<ArmCurves> curves = arms.stream()
                .map(arm -> ArmCurves.of(arm, figure, options.seconds()))
                .toList();
        Ranges ranges = Ranges.of(curves);
        return new DatasetComparison(
                arms.get(0).dataset(),
                curves,
                ranges,
                new Differences(curves, ranges, options).all(),
                new Savings(curves, ranges, options).all(),
                TestImages.of(withoutBounds(curves), ranges.images(), figure, options));
    }

    /** The arms that are held against each other: all but bounds. */
    public List<ArmCurves> compared() {
        return withoutBounds(arms);
    }

    /** Whether there is more than one of them: of a single arm nothing can be said over data sets. */
    public boolean comparesArms() {
        return compared().size() > 1;
    }

    private static List<ArmCurves> withoutBounds(List<ArmCurves> arms) {
        return arms.stream().filter(it -> !it.arm().isBound()).toList();
    }

    /** Those that every run can be shown against. */
    public List<Axis> axes() {
        return ranges.hasSeconds() ? List.of(Axis.values()) : Axis.LABELS;
    }

    /** In one measure. */
    public List<Difference> differences(Measure measure) {
        return differences.stream().filter(it -> it.measure() == measure).toList();
    }

    /** Against one axis. */
    public List<Saving> savings(Axis axis) {
        return savings.stream().filter(it -> it.axis() == axis).toList();
    }

    /** What an arm saves against one axis; empty where it has no seed to compare. */
    public Optional<Saving> saving(String arm, Axis axis) {
        return savings(axis).stream()
                .filter(it -> it.arm().equals(arm) && !it.runs().isEmpty())
                .findFirst();
    }

    /** How many images were labeled where any curve has a point, ascending. */
    public List<Double> grid() {
        return allCurves()
                .flatMap(curve -> curve.images().points().stream())
                .map(LearningCurve.Point::x)
                .distinct()
                .sorted()
                .toList();
    }

    /** {@link #values(ArmCurves, Measure)} of the arm with this label; empty where there is none. */
    double[] values(String label, Measure measure) {
        return labeled(label).map(it -> values(it, measure)).orElse(new double[0]);
    }

    /** The arm that is better than every other one by more than noise; see {@link Leader}. */
    public Optional<ArmCurves> leader(Measure measure, double level) {
        return new Leader(arms, curve -> measure.of(curve, ranges), level).found();
    }

    /** The arm with this label, which must be there. */
    ArmCurves arm(String label) {
        return labeled(label).orElseThrow();
    }

    Optional<ArmCurves> labeled(String label) {
        return arms.stream().filter(it -> it.arm().label().equals(label)).findFirst();
    }

    /** The measured values of an arm's runs, by ascending seed; empty where the runs have no range in common. */
    public double[] values(ArmCurves arm, Measure measure) {
        return arm.values(curve -> measure.of(curve, ranges));
    }

    /** The arm that differs from this one in its loss alone, which is named so. */
    Optional<ArmCurves> withLoss(ArmCurves arm, String loss) {
        return arms.stream()
                .filter(it -> it.arm().loss().equals(loss))
                .filter(it -> it.arm().strategy().equals(arm.arm().strategy()))
                .filter(it -> it.arm().settingsBesideLoss().equals(arm.arm().settingsBesideLoss()))
                .findFirst();
    }

    public Stream<RunCurve> allCurves() {
        return arms.stream().flatMap(arm -> arm.curves().stream());
    }
}
