package org.huale.inbox.content;

import java.util.Optional;

/**
 * Which lines of the list of images.
 *
 * @param request its key
 * @param state only images in this state
 * @param limit lines at most
 * @param offset lines passed over
 */
public record ImageFilter(String request, Optional<ImageState> state, int limit, int offset) {

    public ImageFilter {
        if (limit < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "limit and offset must not be negative, got " + limit + " and " + offset);
        }
    }

    /** All lines. */
    public static ImageFilter all(String request) {
        return new ImageFilter(request, Optional.empty(), Integer.MAX_VALUE, 0);
    }
}
