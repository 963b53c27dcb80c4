package org.huale.torch.parallel;

import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Another process of the training is gone, or cannot be reached any more. What was learned since the last checkpoint is lost. */
public final class LostRankException extends HualeException {
    private static final long serialVersionUID = 1L;
    private static final String WAY_OUT =
            ". All of them end; what was learned up to the last checkpoint is kept, and 'huale"
                    + " train --resume' or, in a run, 'huale resume' goes on from there";

    LostRankException(String message, @Nullable Throwable cause) {
        super(message + WAY_OUT, cause);
    }
}
