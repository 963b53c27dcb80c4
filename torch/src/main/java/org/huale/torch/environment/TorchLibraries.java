package org.huale.torch.environment;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * libtorch while it is loaded, which takes most of a second: who will need it begins, does other things meanwhile, and waits before
 * the first call. Without a beginning it is loaded by the first call.
 */
public final class TorchLibraries {
    private static final FutureTask<Object> LIBTORCH = new FutureTask<>(torch::get_cpu_capability);
    private static @Nullable Thread loading;

    private TorchLibraries() {}

    /**
     * Begins to load libtorch, on a thread of its own; once, whoever else calls it.
     *
     * @param next done on that thread afterwards
     */
    public static synchronized void begin(Runnable next) {
        if (loading != null) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    LIBTORCH.run();
                    next.run();
                },
                "huale-libraries");
        thread.setDaemon(true);
        try { // a process that ends in the middle of it would take down what is being built up
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(thread)));
        } catch (IllegalStateException e) { // it ends already
            return;
        }
        loading = thread;
        thread.start();
    }

    /** Waits for libtorch where it is being loaded. */
    static void await() {
        if (hasBegun()) {
            try {
                LIBTORCH.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the call that follows waits for what it needs
            } catch (ExecutionException e) {
                throw reason(e);
            }
        }
    }

    private static synchronized boolean hasBegun() {
        return loading != null;
    }

    private static RuntimeException reason(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
