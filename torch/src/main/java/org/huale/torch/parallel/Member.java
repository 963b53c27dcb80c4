package org.huale.torch.parallel;

import org.huale.torch.parallel.watch.Pulse;

/**
 * One of the processes that meet.
 *
 * @param rank number of it, from 0
 * @param size how many there are
 * @param pulse by which they hear whether all are there; that of rank 0 holds for all
 * @param means by which it can exchange
 */
public record Member(int rank, int size, Pulse pulse, Means means) {

    /** With the usual pulse, through the memory of the machines. */
    public Member(int rank, int size) {
        this(rank, size, Pulse.USUAL);
    }

    /** Through the memory of the machines. */
    public Member(int rank, int size, Pulse pulse) {
        this(rank, size, pulse, Means.memory());
    }

    /**
     * One that trains.
     *
     * @param device where it computes
     */
    public static Member training(int rank, int size, ExchangeOptions options, String device) {
        return new Member(rank, size, Pulse.USUAL.with(options.leeway()), new Means(options.backend(), device));
    }

    /** One that detects with others: through the memory of the machines, with the patience of those that train. */
    public static Member detecting(int rank, int size, ExchangeOptions options) {
        return new Member(rank, size, Pulse.USUAL.with(options.leeway()));
    }

    boolean isFirst() {
        return rank == 0;
    }
}
