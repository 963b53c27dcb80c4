package org.huale.torch.parallel;

/** With whom a process trains. */
public interface Company extends AutoCloseable {

    /** Number of this process, from 0. */
    int rank();

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
        return new Alone();
    }

    /** With processes that somebody else starts. */
    static Company at(MeetingPoint place, Member self) {
        return at(place, self, () -> {});
    }

    /**
     * The same, where waiting for them may be in vain.
     *
     * @param glance called several times a second until all are there; what it throws ends the waiting
     */
    static Company at(MeetingPoint place, Member self, Runnable glance) {
        return new Met(place, self, glance);
    }

    /** Nobody else is there. */
    record Alone() implements Company {

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public Ranks join(String task) {
            return Ranks.alone();
        }
    }

    /** Processes that come to a place. */
    record Met(MeetingPoint place, Member self, Runnable glance) implements Company {

        @Override
        public int rank() {
            return self.rank();
        }

        @Override
        public Ranks join(String task) {
            return place.meet(self, task, glance);
        }
    }
}
