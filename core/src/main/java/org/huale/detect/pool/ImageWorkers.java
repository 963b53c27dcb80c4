package org.huale.detect.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read and prepare images while the network works. */
public final class ImageWorkers implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ExecutorService workers;

    public ImageWorkers(int threads) {
        this.workers = Executors.newFixedThreadPool(threads, ImageWorkers::thread);
    }

    public <T> Future<T> submit(Callable<T> work) {
        return workers.submit(work);
    }

    /** Waits for a result; what its work threw is thrown here. */
    public static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for images");
        }
    }

    /** Work that has not begun is dropped. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "huale-images-" + COUNT.incrementAndGet());
        thread.setDaemon(true); // a program that ends is not kept alive by images nobody wants
        return thread;
    }
}
