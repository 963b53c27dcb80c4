package org.huale.web.desk;

/** What was asked for makes no sense. */
public final class BadInput extends Refusal {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }
}
