package org.huale.inbox;

import org.huale.inbox.content.InboxImage;

/** A change that cannot be made because somebody else was there first; says how the image is now. */
public final class InboxConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient InboxImage current;

    InboxConflict(String message, InboxImage current) {
        super(message);
        this.current = current;
    }

    /** The image as it is now. */
    public InboxImage current() {
        return current;
    }
}
