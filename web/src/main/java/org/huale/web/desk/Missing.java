package org.huale.web.desk;

/** There is no such thing. */
public final class Missing extends Refusal {
    private static final long serialVersionUID = 1L;

    public Missing(String message) {
        super(message);
    }
}
