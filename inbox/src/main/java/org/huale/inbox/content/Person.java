package org.huale.inbox.content;

import java.util.Locale;

/**
 * Somebody who annotates or reviews.
 *
 * @param revoked whether the person's link opens nothing any more
 */
public record Person(String name, Role role, boolean revoked) {

    public enum Role {
        ANNOTATOR,
        REVIEWER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException where there is no such role */
        public static Role of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
