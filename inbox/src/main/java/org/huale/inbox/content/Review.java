package org.huale.inbox.content;

import java.util.Locale;

/**
 * What a reviewer said of an image.
 *
 * @param note to the annotator; may be empty
 */
public record Review(String reviewer, Verdict verdict, String note) {

    public enum Verdict {
        ACCEPT,
        /** The reviewer changed the boxes. */
        CORRECT,
        SEND_BACK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException where there is no such verdict */
        public static Verdict of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
