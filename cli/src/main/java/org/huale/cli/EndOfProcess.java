package org.huale.cli;

import java.util.concurrent.CountDownLatch;
import org.huale.app.process.LastWords;

/**
 * Whether a signal is ending this process. What goes wrong from then on is no fault: the JVM takes no more hooks, and libraries that want
 * one fail. The status is that of the signal, which nobody may hurry to replace.
 */
final class EndOfProcess {
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    private static volatile boolean begun;

    private EndOfProcess() {}

    /** From now on it is known, and where work ended in order it waits until what came of that is told: until {@link #exit}. */
    static void watch() {
        LastWords.awaited(TOLD);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> begun = true));
        } catch (IllegalStateException e) { // so early
            begun = true;
        }
    }

    static boolean hasBegun() {
        return begun;
    }

    /** Ends the process with a status, unless a signal is ending it with its own; never returns. */
    static void exit(int status) throws InterruptedException {
        TOLD.countDown();
        if (begun) {
            new CountDownLatch(1).await();
        }
        System.exit(status);
    }
}
