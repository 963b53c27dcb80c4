package org.huale.web.desk;

/** It cannot be done at this moment, and may be later. */
public final class NotReady extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotReady(String message) {
        super(message);
    }
}
