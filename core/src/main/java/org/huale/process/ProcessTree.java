package org.huale.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process with all that it started. */
final class ProcessTree {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long GLANCE_MILLIS = 20;

    private ProcessTree() {}

    /** Asks all of it to end, and after some seconds makes it. Who has left the tree, as daemons do, is not found. */
    static void end(ProcessHandle root) {
        List<ProcessHandle> known =
                Stream.concat(root.descendants(), Stream.of(root)).toList();
        known.forEach(ProcessHandle::destroy);
        long began = System.nanoTime();
        while (known.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - began < GRACE_NANOS) {
            pause();
        }
        Stream.concat(root.descendants(), known.stream())
                .filter(ProcessHandle::isAlive)
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // sleeps no more, and ends what it can
        }
    }
}
