package org.huale.torch.parallel;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.huale.problem.HualeException;

/** Waiting for other processes, with a limit. */
final class Patience {
    private static final long GLANCE_MILLISECONDS = 50;

    private Patience() {}

    /** Whether it came true in time. */
    static boolean until(BooleanSupplier done, long seconds) {
        long began = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(seconds)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HualeException("interrupted while waiting for other processes", e);
        }
    }
}
