package org.huale.inbox.partner;

import org.huale.problem.HualeException;

/** A server answers, and not with what was asked for. */
public final class PartnerRefusal extends HualeException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    private final int status;

    /** @param status of the answer, as HTTP numbers them */
    public PartnerRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether what was asked for is not there. */
    public boolean isMissing() {
        return status == NOT_FOUND;
    }
}
