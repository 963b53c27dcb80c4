package org.huale.app.annotate;

import java.time.Duration;
import java.util.Optional;

/** Hears how the watching of a run goes; called by its thread. */
public interface WatchListener {

    /** A process goes on with the run. */
    default void working() {}

    /**
     * People have to work.
     *
     * @param finished images of the request with which nothing is left to do; called again whenever it changes
     */
    default void waiting(String request, int finished, int total) {}

    /** The other program that people work in says something new, such as where to work or that it cannot be reached. */
    default void said(String what) {}

    /** Another process works on the run; it goes first. */
    default void busy() {}

    /** Something is wrong that a person has to mend; it is tried again when the inbox or a file changes. */
    default void wrong(String what) {}

    /**
     * A process failed.
     *
     * @param how what it said last
     * @param pause until the next try; empty where it is not tried again
     */
    default void failed(String how, Optional<Duration> pause) {}
}
