package org.huale.torch.parallel;

import org.huale.problem.HualeException;
import org.huale.torch.parallel.watch.Loss;
import org.jspecify.annotations.Nullable;

/** Another process of the training is gone, or cannot be reached any more. What was done since it was last saved is lost. */
public final class LostRankException extends HualeException {
    private static final long serialVersionUID = 1L;
    private static final String WAY_OUT =
            ". All of them end; what was learned up to the last checkpoint is kept, and 'huale"
                    + " train --resume' or, in a run, 'huale resume' continues from there";

    private final boolean silent;

    LostRankException(String message, @Nullable Throwable cause) {
        super(message + WAY_OUT, cause);
        this.silent = false;
    }

    /** @param size how many processes there are */
    LostRankException(Loss loss, int size, @Nullable Throwable cause) {
        super(
                (loss.rank() == Loss.NOBODY ? "the " : "rank " + loss.rank() + " of the ") + size
                        + " processes that work together " + loss.words() + WAY_OUT,
                cause);
        this.silent = loss.silent();
    }

    /** Something failed of which the watch has heard nothing. */
    static LostRankException unknown(Throwable failure) {
        return new LostRankException(
                "another process of this training is gone, or cannot be reached (" + reason(failure) + ")", failure);
    }

    /** The first line of a message; libtorch's go on with places in its code. */
    static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Whether it may still be there and only says nothing, so that nothing more is known of its end. */
    boolean isSilent() {
        return silent;
    }
}
