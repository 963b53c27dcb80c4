package org.huale.spark.job;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.huale.detect.PoolDetector;
import org.jspecify.annotations.Nullable;

/**
 * The one detector of an executor: opened when the first task asks, on a thread of its own that alone uses it, since detectors
 * belong to the thread that opened them. Tasks take turns.
 */
public final class ExecutorDetector {
    private static final ExecutorDetector OF_THIS_PROCESS = new ExecutorDetector();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(ExecutorDetector::daemon);
    private @Nullable ShippedDetector shipped;
    private @Nullable PoolDetector detector;

    private ExecutorDetector() {}

    static void use(ShippedDetector wanted, Consumer<PoolDetector> work) {
        OF_THIS_PROCESS.run(() -> work.accept(OF_THIS_PROCESS.opened(wanted)));
    }

    /** Closes what tasks opened in this process, as they do where the cluster is this process. */
    public static void close() {
        OF_THIS_PROCESS.run(OF_THIS_PROCESS::closeDetector);
    }

    private PoolDetector opened(ShippedDetector wanted) {
        PoolDetector open = detector;
        if (open == null || !wanted.equals(shipped)) {
            closeDetector();
            open = wanted.open();
            detector = open;
            shipped = wanted;
        }
        return open;
    }

    private void closeDetector() {
        if (detector != null) {
            detector.close();
            detector = null;
        }
    }

    /** Waits; who is interrupted, as a task that Spark kills, leaves work that has not begun undone and stops other work. */
    private void run(Runnable work) {
        Future<?> done = thread.submit(work);
        try {
            done.get();
        } catch (InterruptedException e) {
            done.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a detector was at work");
        } catch (ExecutionException e) {
            throw reason(e.getCause());
        }
    }

    private static RuntimeException reason(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException reason) {
            return reason;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "huale-detector");
        thread.setDaemon(true);
        return thread;
    }
}
