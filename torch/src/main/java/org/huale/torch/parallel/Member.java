package org.huale.torch.parallel;

import org.huale.torch.parallel.watch.Pulse;

/**
 * One of the processes that meet.
 *
 * @param rank number of it, from 0
 * @param size how many there are
 * @param pulse by which they hear whether all are there; that of rank 0 holds for all
 */
public record Member(int rank, int size, Pulse pulse) {

    /** With the usual pulse. */
    public Member(int rank, int size) {
        this(rank, size, Pulse.USUAL);
    }

    boolean isFirst() {
        return rank == 0;
    }
}
