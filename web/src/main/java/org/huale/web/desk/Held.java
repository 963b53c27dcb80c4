package org.huale.web.desk;

/** Somebody else is at work on it; once they let go, it can be done or merged. */
public final class Held extends Refusal {
    private static final long serialVersionUID = 1L;

    public Held(String message) {
        super(message);
    }
}
