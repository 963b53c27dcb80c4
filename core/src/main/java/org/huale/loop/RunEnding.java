package org.huale.loop;

import org.huale.loop.oracle.Oracle;

/** How a process ended its work on a run. */
public sealed interface RunEnding {

    /**
     * All that was wanted is done.
     *
     * @param reason why there are no more cycles
     */
    record Done(String reason) implements RunEnding {}

    /** Asked to stop; the same folder goes on. */
    record Stopped() implements RunEnding {}

    /**
     * Somebody has to bring a file first.
     *
     * @param instruction which, and how to go on
     */
    record AwaitsFile(String instruction) implements RunEnding {}

    /** People have to annotate first. */
    record Waiting(Oracle.Pending answer) implements RunEnding {}
}
