package org.huale.web.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Numbers of moments, each greater than all before, also where the clock is set back. Safe for use by many threads. */
final class Moments {
    private final LongSupplier clock;
    private final AtomicLong last = new AtomicLong();

    /** @param clock in milliseconds, so that the numbers of a server go on from those of the one before it */
    Moments(LongSupplier clock) {
        this.clock = clock;
    }

    long next() {
        return last.updateAndGet(before -> Math.max(before + 1, clock.getAsLong()));
    }
}
