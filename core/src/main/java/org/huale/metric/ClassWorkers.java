package org.huale.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Shares the classes among threads: each makes its own function, with its own notes, and takes the next class that nobody
 * has. What comes out is by class, whoever did it.
 */
public record ClassWorkers(int threads) {

    public <T> List<T> forEachClass(int classCount, Supplier<IntFunction<T>> newWorker) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(classCount);
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            IntFunction<T> worker = newWorker.get();
            for (int c = next.getAndIncrement(); c < classCount; c = next.getAndIncrement()) {
                results.set(c, worker.apply(c));
            }
        };
        runOnAll(Math.min(threads, classCount), work);
        List<T> list = new ArrayList<>();
        for (int c = 0; c < classCount; c++) {
            list.add(results.get(c));
        }
        return list;
    }

    private static void runOnAll(int threads, Runnable work) {
        if (threads <= 1) {
            work.run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads - 1);
        try {
            List<Future<?>> others = new ArrayList<>();
            for (int i = 1; i < threads; i++) {
                others.add(pool.submit(work));
            }
            work.run();
            for (Future<?> other : others) {
                other.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("evaluation of a class failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evaluating", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
