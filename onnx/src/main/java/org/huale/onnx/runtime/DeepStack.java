package org.huale.onnx.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Does work on a thread with a large stack. ONNX Runtime 1.29 goes through the command line of the process by recursion when it
 * is loaded, one call for each character: some thousand characters, as a long class path or a list of images has, end the
 * process on a stack of Java's usual size.
 */
final class DeepStack {
    private static final long BYTES = 512L << 20; // of address space, enough for Linux' longest command line

    private DeepStack() {}

    static <T> T get(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> result.completeAsync(work, Runnable::run), "huale-deep-stack", BYTES);
        thread.setDaemon(true);
        thread.start();
        return result.join();
    }
}
