package org.huale.web.server;

/** The request is refused with a status; the message may be shown to whoever asked. */
final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Denied(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
