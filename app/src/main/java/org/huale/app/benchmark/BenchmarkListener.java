package org.huale.app.benchmark;

import java.util.Collection;

/** Hears how a benchmark goes; called by the thread that works, which waits meanwhile. */
public interface BenchmarkListener {
    /** Hears nothing. */
    BenchmarkListener NONE = new BenchmarkListener() {};

    /** A process works on it from now on. */
    default void began(BenchmarkJob job) {}

    /** Called several times a second, with what is worked on. */
    default void working(Collection<BenchmarkJob> running) {}

    /** The process that worked on it has done it. */
    default void finished(BenchmarkJob job) {}

    /** @param reason what its process said last, and where the rest is */
    default void failed(BenchmarkJob job, String reason) {}

    /** Nothing is begun or waited for any more. */
    default void ended() {}
}
