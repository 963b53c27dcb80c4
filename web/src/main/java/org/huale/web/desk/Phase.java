package org.huale.web.desk;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run is at. */
public enum Phase {
    /** Nobody has said which classes there are. */
    SETUP,
    /** People label. */
    WAITING,
    TRAINING,
    SELECTING,
    ENDED,
    FAILED;

    /** As it stands in the page's JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
