package org.huale.app.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is told of work that a {@link Termination} ended comes after its closing: what went wrong is told by whoever called in the end.
 * For that the JVM waits, too.
 */
public final class LastWords {
    private static final long MOST_SECONDS = 5;

    private static volatile CountDownLatch told = new CountDownLatch(0); // nobody has anything to tell

    private LastWords() {}

    /** From now on the JVM waits for this to be counted down, too, where a termination ended something, but not for long. */
    public static void awaited(CountDownLatch untilTold) {
        told = untilTold;
    }

    /** Whether all was told in time. */
    static boolean await() throws InterruptedException {
        return told.await(MOST_SECONDS, TimeUnit.SECONDS);
    }
}
