package org.huale.report.curve;

import java.util.List;

/** What was spent on a detector. */
public enum Axis {
    IMAGES("images", "labeled images"),
    BOXES("boxes", "labeled boxes"),
    /** Of annotation, where they were measured; people read them as hours. */
    SECONDS("hours", "annotator hours since the initial set");

    private static final double SECONDS_AN_HOUR = 3600;

    /** Those that every run has. */
    public static final List<Axis> LABELS = List.of(IMAGES, BOXES);

    private final String unit;
    private final String title;

    Axis(String unit, String title) {
        this.unit = unit;
        this.title = title;
    }

    /** What stands at the axis of a chart. */
    public String title() {
        return title;
    }

    /** A place on the axis in the unit that people read. */
    public double inUnit(double place) {
        return this == SECONDS ? place / SECONDS_AN_HOUR : place;
    }

    /** The unit that people read, for file names and texts. */
    @Override
    public String toString() {
        return unit;
    }
}
