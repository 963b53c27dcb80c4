package org.huale.report.curve;

import java.util.List;
import java.util.Locale;

/** What was spent on a detector. */
public enum Axis {
    IMAGES,
    BOXES,
    /** Of annotation, where they were measured. */
    SECONDS;

    /** Those that every run has. */
    public static final List<Axis> LABELS = List.of(IMAGES, BOXES);

    /** In lower case, for file names and texts. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
