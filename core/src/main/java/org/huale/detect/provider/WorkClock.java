package org.huale.detect.provider;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Times work that is repeated, after the JVM has compiled it. */
public final class WorkClock {
    private final Duration warmUp;
    private final Set<Runnable> warm = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param warmUp how long work runs before it is timed, at least twice */
    public WorkClock(Duration warmUp) {
        this.warmUp = warmUp;
    }

    /** Milliseconds of one repetition. */
    public double milliseconds(Runnable work) {
        if (warm.add(work)) {
            warmUp(work);
        }
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private void warmUp(Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < 2 || System.nanoTime() - start < warmUp.toNanos(); i++) {
            work.run();
        }
    }
}
