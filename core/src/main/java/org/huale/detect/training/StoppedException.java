package org.huale.detect.training;

/** Leaves work that cannot be handed on unfinished, because its {@link StopSignal} was raised. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("stopped on request", null, false, false);
    }
}
