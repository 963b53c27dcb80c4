package org.huale.web.desk;

/** It cannot be done at this moment, and may be later; the message may be shown to whoever asked. */
public final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReady(String message) {
        super(message);
    }
}
