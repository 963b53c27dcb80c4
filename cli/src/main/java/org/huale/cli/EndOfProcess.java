package org.huale.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Whether a signal is ending this process. What goes wrong from then on is no fault: the JVM takes no more hooks, and libraries that want
 * one fail. The status is that of the signal, which nobody may hurry to replace.
 */
final class EndOfProcess {
    private static volatile boolean begun;

    private EndOfProcess() {}

    /** From now on it is known. */
    static void watch() {
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
        if (begun) {
            new CountDownLatch(1).await();
        }
        System.exit(status);
    }
}
