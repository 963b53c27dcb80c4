package org.huale.web.desk;

/** What was asked for makes no sense; the message says why and may be shown to whoever asked. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }
}
