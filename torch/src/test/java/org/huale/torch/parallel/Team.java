package org.huale.torch.parallel;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.huale.torch.parallel.watch.Pulse;

/** The processes of a training as threads of one process, which Gloo connects all the same. */
public final class Team {

    private Team() {}

    /** What each of them makes, by rank; the first failure is thrown. */
    public static <T> List<T> work(int size, Path meeting, Function<Company, T> work) {
        return work(size, meeting, Pulse.USUAL, work);
    }

    /** As above, by another pulse. */
    public static <T> List<T> work(int size, Path meeting, Pulse pulse, Function<Company, T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            List<Future<T>> started = new ArrayList<>();
            for (int rank = 0; rank < size; rank++) {
                Company company = Company.at(new MeetingPoint.InFile(meeting), new Member(rank, size, pulse));
                started.add(threads.submit(() -> work.apply(company)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> it : started) {
                results.add(result(it));
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static <T> T result(Future<T> started) {
        try {
            return started.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A port of this machine at which nobody listens. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** For one of them that hangs until others have ended. */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
