package org.huale.inbox.labelstudio;

import org.huale.problem.HualeException;

/** Label Studio answers, and not with what was asked for. */
final class StudioRefusal extends HualeException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    private final int status;

    /** @param status of the answer, as HTTP numbers them */
    StudioRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether what was asked for is not there. */
    boolean isMissing() {
        return status == NOT_FOUND;
    }
}
