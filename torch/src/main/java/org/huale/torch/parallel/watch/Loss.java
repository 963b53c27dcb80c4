package org.huale.torch.parallel.watch;

/**
 * A process that the others must not wait for any more.
 *
 * @param words what became of it, said after its name
 * @param silent whether it may still be there, and only says nothing
 */
public record Loss(int rank, String words, boolean silent) {
    private static final int MOST_WORDS = 2_000;

    static Loss ofSilence(int rank, Pulse pulse) {
        return new Loss(
                rank,
                "has said nothing for " + pulse.silence()
                        + ": its process or its machine stands still, or the network to it is gone",
                true);
    }

    static Loss ofEnd(int rank) {
        return new Loss(rank, "is gone: its connection was closed", false);
    }

    static Loss ofFailure(int rank, String why) {
        return new Loss(rank, "failed: " + why.substring(0, Math.min(why.length(), MOST_WORDS)), false);
    }
}
