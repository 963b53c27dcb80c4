package org.huale.inbox.content;

import java.util.Locale;

/** How far the annotation of an image is. */
public enum ImageState {
    /** Nobody has finished it; there may be boxes of somebody who began. */
    OPEN,
    /** Open, and somebody is at it. Never stored: it follows from the lease and the time. */
    LEASED,
    /** Finished, perhaps without any box. */
    DONE,
    /** Somebody said that it cannot be annotated, and why. */
    SKIPPED,
    /** A reviewer wants it done again. */
    SENT_BACK;

    /** As it stands in the file and in messages: {@code sent_back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing is left to do. */
    public boolean isFinished() {
        return this == DONE || this == SKIPPED;
    }

    /** @throws IllegalArgumentException where there is no such state */
    public static ImageState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
