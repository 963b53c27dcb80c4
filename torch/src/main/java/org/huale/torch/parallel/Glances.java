package org.huale.torch.parallel;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what ends soon as a rule and cannot be interrupted; whoever wants an end asks for it afterwards. */
final class Glances {
    /** Without a pause; sums of a few numbers are there by then. */
    private static final int AT_ONCE = 1_000;

    private static final long PAUSE_MILLISECONDS = 1;

    private int done;
    private boolean interrupted;

    private Glances() {}

    /** Whether it was over in time. A thread that was interrupted meanwhile is so afterwards. */
    static boolean within(BooleanSupplier over, long milliseconds) {
        Glances glances = new Glances();
        try {
            return glances.until(over, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
        } finally {
            glances.restoreInterrupt();
        }
    }

    private boolean until(BooleanSupplier over, long end) {
        while (!over.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            if (++done > AT_ONCE) {
                pause();
            }
        }
        return true;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true; // set again now, it would end every further pause at once
        }
    }

    private void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
