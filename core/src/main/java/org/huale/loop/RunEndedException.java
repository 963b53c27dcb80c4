package org.huale.loop;

/** Leaves the loop from within a step, whose file is then not written. */
final class RunEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RunEnding ending;

    RunEndedException(RunEnding ending) {
        super(null, null, false, false);
        this.ending = ending;
    }

    RunEnding ending() {
        return ending;
    }
}
