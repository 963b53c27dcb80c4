package org.huale.app.annotate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.huale.app.run.FrozenRun;
import org.huale.inbox.oracle.Door;
import org.huale.problem.HualeException;

/** A program besides HUALE in which people work on a run, looked at from time to time, as it does not call. */
final class VisitedDoor {
    private final Path run;
    private final WatchedInbox inbox;
    private final Duration pause;
    private final BooleanSupplier stop;
    private Optional<Door> door = Optional.empty();
    private boolean isKnown;
    private long next = System.nanoTime();

    /**
     * @param pause between two visits
     * @param stop asked while the program is waited for
     */
    VisitedDoor(Path run, WatchedInbox inbox, Duration pause, BooleanSupplier stop) {
        this.run = run;
        this.inbox = inbox;
        this.pause = pause;
        this.stop = stop;
    }

    /**
     * Lets what is finished there into the inbox, where it is time to look and the run waits. After a fault the next visit reads the
     * token anew, which may be what was mended.
     *
     * @return what it says; empty where it was not asked
     * @throws HualeException where something there has to be mended
     * @throws org.huale.detect.training.StoppedException where it is not to be waited for any more
     */
    Optional<String> visit() {
        if (System.nanoTime() - next < 0) {
            return Optional.empty();
        }
        next = System.nanoTime() + pause.toNanos();
        try {
            return door().flatMap(this::exchange);
        } catch (HualeException e) {
            isKnown = false;
            throw e;
        }
    }

    private Optional<Door> door() {
        if (!isKnown) {
            door = new FrozenRun(run).config().oracle().door(run, stop);
            isKnown = true;
        }
        return door;
    }

    private Optional<String> exchange(Door there) {
        return inbox.ask(it -> it.requests().current().map(request -> there.exchange(it, request)));
    }
}
