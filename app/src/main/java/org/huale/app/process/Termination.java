package org.huale.app.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.huale.detect.training.StopSignal;
import org.huale.storage.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On Ctrl-C or SIGTERM the JVM waits for its hooks: time to end an iteration and save, and for {@link LastWords}. Temporary folders
 * stay until then.
 */
public final class Termination implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);
    private static final long MOST_SECONDS_TO_SAVE = 120;
    private static final long GLANCE_MILLIS = 100;

    /** How long a process that is ended may wait for others that it has stopped, so that it ends in time itself. */
    public static final long SECONDS_FOR_OTHERS = MOST_SECONDS_TO_SAVE - 10;

    private final StopSignal signal = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1); // nothing is waited for any more

    private final Thread hook = new Thread(this::stopAndWait);

    private Termination() {}

    /**
     * From now on, until it is closed, termination raises the signal and waits for the closing. Where it has begun already, the signal
     * is raised and nothing waits.
     */
    public static Termination awaited() {
        Termination termination = new Termination();
        TemporaryFolder.keepUntil(termination.over);
        try {
            Runtime.getRuntime().addShutdownHook(termination.hook);
        } catch (IllegalStateException e) { // the JVM is on its way down and takes no more hooks
            termination.signal.raise();
            termination.over.countDown();
        }
        return termination;
    }

    /** Raised by the termination. */
    public StopSignal signal() {
        return signal;
    }

    /** Returns when the signal is raised. */
    public void await() throws InterruptedException {
        while (!signal.raised()) {
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    private void stopAndWait() {
        signal.raise();
        try {
            if (!ended.await(MOST_SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                LOG.warn("what was going on took too long to stop; it is done again from its last checkpoint");
            } else if (!LastWords.await()) {
                LOG.debug("what came of it was not told in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is on its way down; the hook ends by itself
        }
        over.countDown();
    }
}
