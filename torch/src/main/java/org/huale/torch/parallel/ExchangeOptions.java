package org.huale.torch.parallel;

import org.huale.torch.parallel.watch.Leeway;

/**
 * How the processes of a training bring their sums together.
 *
 * @param backend what carries them: gloo, through the memory of the machines; nccl, from GPU to GPU, where each process has one of
 *     its own; auto for nccl where all processes can and gloo otherwise, which is said
 * @param patience seconds that others wait for a process which says that it is there and does not come; 0 for ten times the
 *     longest time that it took until then, at least 5 and at most 30 minutes
 */
public record ExchangeOptions(Backend backend, int patience) {
    private static final int MOST_PATIENCE = 604_800;

    /** What carries tensors from process to process. */
    public enum Backend {
        AUTO,
        GLOO,
        NCCL
    }

    public ExchangeOptions {
        if (patience < 0 || patience > MOST_PATIENCE) {
            throw new IllegalArgumentException(
                    "patience must be in [0, " + MOST_PATIENCE + "] seconds, got " + patience);
        }
    }

    public static ExchangeOptions defaults() {
        return new ExchangeOptions(Backend.AUTO, 0);
    }

    /** With the patience of others, which decides no bit of a training. */
    public ExchangeOptions withPatience(int changed) {
        return new ExchangeOptions(backend, changed);
    }

    /** How long others wait for a process that is there. */
    Leeway leeway() {
        return patience == 0 ? Leeway.USUAL : new Leeway(patience, patience);
    }
}
