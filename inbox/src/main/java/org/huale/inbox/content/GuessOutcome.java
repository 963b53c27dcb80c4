package org.huale.inbox.content;

import java.util.Locale;

/** What an annotator did with a guess. */
public enum GuessOutcome {
    /** Nothing yet. */
    OPEN,
    /** Taken as it is. */
    ACCEPTED,
    /** Taken with other sides. */
    MOVED,
    /** Taken as another class, with or without other sides. */
    RECLASSED,
    /** Not an object. */
    DELETED;

    /** As it stands in the file and in messages: {@code accepted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException where there is no such outcome */
    public static GuessOutcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
