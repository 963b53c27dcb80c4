package org.huale.torch.parallel;

/** With whom a process trains. */
public interface Company extends AutoCloseable {

    /**
     * Returns when all processes are there.
     *
     * @param task tells whether all are about to do the same
     * @throws org.huale.problem.HualeException where they do not come together
     */
    Ranks join(String task);

    /** What happened when another process was lost, as far as it can be known. */
    default LostRankException explained(LostRankException lost) {
        return lost;
    }

    /** Ends what was started for it. */
    @Override
    default void close() {}

    /** With nobody. */
    static Company none() {
        return task -> Ranks.alone();
    }

    /** With processes that somebody else starts. */
    static Company at(MeetingPoint place, int rank, int size) {
        return task -> place.meet(rank, size, task, () -> {});
    }
}
