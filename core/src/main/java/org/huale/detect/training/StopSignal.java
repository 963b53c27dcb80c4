package org.huale.detect.training;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a training, from any thread, to save and end after its current iteration. */
public final class StopSignal {
    private final AtomicBoolean raised = new AtomicBoolean();

    public void raise() {
        raised.set(true);
    }

    public boolean raised() {
        return raised.get();
    }
}
