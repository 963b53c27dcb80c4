package org.huale.loop.folder;

import java.util.Locale;

/** What is done in a cycle, in this order. */
public enum CycleStage {
    TRAIN,
    EVALUATE,
    SELECT,
    ANNOTATE;

    /** As in files and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
