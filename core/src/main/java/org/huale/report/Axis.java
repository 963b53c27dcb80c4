package org.huale.report;

import java.util.Locale;
import org.huale.loop.CycleRecord;

/** What was spent on a detector. */
public enum Axis {
    IMAGES,
    BOXES;

    int of(CycleRecord cycle) {
        return this == IMAGES ? cycle.images() : cycle.boxes();
    }

    /** In lower case, for file names and texts. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
