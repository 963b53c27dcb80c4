package org.huale.app.benchmark;

import java.nio.file.Path;

/** Somebody who works on one run of a benchmark. */
interface Worker {

    boolean isAlive();

    /** Of one that is no longer alive; 0 where nothing went wrong. */
    int exitCode();

    /** Whether it ended because somebody asked it to. */
    boolean wasStopped();

    /** The last line that it said, for a message. */
    String lastWords();

    /** All that it says. */
    Path log();

    /** Asks it to save and end. */
    void stop();

    /** Whether it ended in time, or does not end with this process. */
    boolean awaitEnd(long seconds) throws InterruptedException;
}
