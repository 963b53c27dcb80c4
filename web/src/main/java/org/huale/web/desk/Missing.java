package org.huale.web.desk;

/** There is no such thing; the message may be shown to whoever asked. */
public final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Missing(String message) {
        super(message);
    }
}
