package org.huale.report.compare;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.huale.report.curve.Axis;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.CommonRange;

/** What one run comes to, as a single number that can be compared with another run's. */
public enum Measure {
    /** At the fewest images that all runs have: what the loss alone brings where the initial set is shared. */
    FIRST("first cycle", Axis.IMAGES),
    /** At the most images that all runs have come to. */
    LAST("last common cycle", Axis.IMAGES),
    /** Mean height of the curve against images over the range that all runs have. */
    AREA_IMAGES("area over images", Axis.IMAGES),
    /** The same against boxes. */
    AREA_BOXES("area over boxes", Axis.BOXES),
    /** The same against seconds of annotation, where they were measured. */
    AREA_SECONDS("area over seconds", Axis.SECONDS);

    /** Those that selections can move and that every run has. */
    public static final List<Measure> OF_SELECTIONS = List.of(LAST, AREA_IMAGES, AREA_BOXES);

    private final String words;
    private final Axis axis;

    Measure(String words, Axis axis) {
        this.words = words;
        this.axis = axis;
    }

    /** Those that can be compared: areas over seconds only where these were measured. */
    static List<Measure> measured(List<DatasetComparison.Ranges> ranges) {
        boolean seconds = ranges.stream().allMatch(DatasetComparison.Ranges::hasSeconds);
        return Stream.of(values()).filter(it -> it != AREA_SECONDS || seconds).toList();
    }

    /** Empty where the runs of the data set have no range in common, and for a bound that was stopped within it. */
    public OptionalDouble of(RunCurve curve, DatasetComparison.Ranges ranges) {
        CommonRange range = ranges.on(axis);
        if (range.isEmpty()) {
            return OptionalDouble.empty();
        }
        return switch (this) {
            case FIRST -> curve.at(range.from());
            case LAST -> curve.at(range.to());
            case AREA_IMAGES, AREA_BOXES, AREA_SECONDS -> curve.area(axis, range);
        };
    }

    /** What the curve is against. */
    public Axis axis() {
        return axis;
    }

    @Override
    public String toString() {
        return words;
    }
}
