package org.huale.torch.parallel.watch;

/**
 * A process that the others must not wait for any more.
 *
 * @param rank of it, or {@link #NOBODY}
 * @param words what became of it, said after its name
 * @param silent whether it may still be there, so that nothing more is to be known of its end
 */
public record Loss(int rank, String words, boolean silent) {
    /** In the place of a rank, where all are there. */
    public static final int NOBODY = -1;

    private static final int MOST_WORDS = 2_000;

    static Loss ofSilence(int rank, Pulse pulse) {
        return new Loss(
                rank,
                "has said nothing for " + pulse.silence()
                        + ": its process or its machine stands still, or the network to it is gone",
                true);
    }

    /** @param waited for how long, in words */
    static Loss ofStanding(int rank, Standing standing, String waited) {
        return new Loss(
                rank,
                "says that it is there, but the others have waited for it for " + waited + ". Where it stood last: "
                        + standing.place() + ", exchange " + standing.exchange()
                        + ". It hangs, or is much slower than it was; training.exchange.patience=SECONDS makes them wait"
                        + " longer, also with --resume ('huale run' or 'huale train')",
                true);
    }

    /** Of nobody in particular. */
    static Loss ofExchange(Standing standing, String waited) {
        return new Loss(
                NOBODY,
                "have all come to exchange " + standing.exchange() + ", at " + standing.place()
                        + ", which does not end for " + waited
                        + ": they reach rank 0, but two of them do not reach each other",
                true);
    }

    static Loss ofEnd(int rank) {
        return new Loss(rank, "is gone: its connection was closed", false);
    }

    static Loss ofFailure(int rank, String why) {
        return new Loss(rank, "failed: " + why.substring(0, Math.min(why.length(), MOST_WORDS)), false);
    }
}
