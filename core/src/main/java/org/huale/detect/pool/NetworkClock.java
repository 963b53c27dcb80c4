package org.huale.detect.pool;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.huale.detect.NetworkTime;

/** Measures what the thread of a network spends its time on; runs from when it is made. */
final class NetworkClock {
    private final LongSupplier nanoTime;
    private final long began;
    private long waiting;
    private long network;

    NetworkClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** Does what waits for images. */
    <T> T waiting(Supplier<T> wait) {
        long from = nanoTime.getAsLong();
        T awaited = wait.get();
        waiting += nanoTime.getAsLong() - from;
        return awaited;
    }

    /** Does what the network does. */
    <T> T network(Supplier<T> work) {
        long from = nanoTime.getAsLong();
        T result = work.get();
        network += nanoTime.getAsLong() - from;
        return result;
    }

    /** Up to now. */
    NetworkTime time() {
        return new NetworkTime(nanoTime.getAsLong() - began, waiting, network);
    }
}
