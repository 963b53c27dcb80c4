package org.huale.web.server;

import org.huale.web.desk.Refusal;

/** The request is refused with a status. */
final class Denied extends Refusal {
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
