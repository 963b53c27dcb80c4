package org.huale.inbox.partner;

import java.time.Duration;
import org.huale.problem.HualeException;

/** A server does not answer at the moment, or wants to be left alone for a while. */
public final class PartnerOutage extends HualeException {
    private static final long serialVersionUID = 1L;

    private final boolean untouched;
    private final Duration pause;

    /**
     * @param untouched whether it is certain that the server has done nothing
     * @param pause that the server asked for
     */
    PartnerOutage(String message, boolean untouched, Duration pause) {
        super(message);
        this.untouched = untouched;
        this.pause = pause;
    }

    /** One in which nobody knows what the server has done. */
    public PartnerOutage(String message) {
        this(message, false, Duration.ZERO);
    }

    boolean isUntouched() {
        return untouched;
    }

    Duration pause() {
        return pause;
    }
}
