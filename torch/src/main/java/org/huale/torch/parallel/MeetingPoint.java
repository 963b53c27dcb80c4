package org.huale.torch.parallel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.huale.problem.HualeException;

/** Where the processes of a training find each other: a file, for those of one machine, or a port of the machine of rank 0. */
public sealed interface MeetingPoint {

    /** A file of one training, which is not there yet; no port is opened that other machines can reach. */
    record InFile(Path file) implements MeetingPoint {

        @Override
        public Store store(int rank, int size) {
            return new FileStore(file.toString(), size);
        }

        @Override
        public String ownAddress(int rank) {
            return "127.0.0.1";
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** A port at which rank 0 listens. Who can reach it can disturb the training: it is for networks of one's own. */
    record AtPort(String host, int port) implements MeetingPoint {
        private static final int MOST_MILLISECONDS_TO_CONNECT = 10_000;

        @Override
        public Store store(int rank, int size) {
            return new TCPStore(
                    host,
                    new TCPStoreOptions()
                            .port((short) port) // its bits are those of the unsigned number
                            .isServer(rank == 0)
                            .waitWorkers(false)
                            .timeout(new Milliseconds(TimeUnit.SECONDS.toMillis(MOST_SECONDS))));
        }

        /** That by which this machine reaches the one of rank 0. */
        @Override
        public String ownAddress(int rank) {
            if (rank == 0) {
                return host;
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), MOST_MILLISECONDS_TO_CONNECT);
                return socket.getLocalAddress().getHostAddress();
            } catch (IOException e) {
                throw new HualeException(this + ": rank 0 cannot be reached: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** How long processes wait for the last of them to come. */
    long MOST_SECONDS = 600;

    /** What the processes write to each other by before they are connected. */
    Store store(int rank, int size);

    /** The address of this machine by which the other processes reach it. */
    String ownAddress(int rank);

    /**
     * Waits until all processes are here, and connects them.
     *
     * @param task tells whether all are about to do the same
     * @param glance called several times a second meanwhile; throws where waiting is in vain
     * @throws HualeException where a process does not come, or is about to do something else
     */
    default Ranks meet(int rank, int size, String task, Runnable glance) {
        Store store = opened(rank, size);
        store.set(key(rank), task);
        awaitAll(store, size, glance);
        for (int other = 0; other < size; other++) {
            if (!store.get_to_str(key(other)).equals(task)) {
                throw new HualeException("rank " + other + " and rank " + rank + " at " + this
                        + " train something else: images, options and first weights must be the same in all processes");
            }
        }
        return GlooRanks.connected(store, ownAddress(rank), rank, size);
    }

    private Store opened(int rank, int size) {
        try {
            return store(rank, size);
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new HualeException(
                    this + ": " + (rank == 0 ? "cannot be listened at: " : "rank 0 cannot be reached: ") + reason, e);
        }
    }

    private void awaitAll(Store store, int size, Runnable glance) {
        boolean all = Patience.until(
                () -> {
                    glance.run();
                    return missing(store, size).isEmpty();
                },
                MOST_SECONDS);
        if (!all) {
            throw new HualeException("ranks " + missing(store, size) + " of " + size + " did not come to " + this
                    + " within " + MOST_SECONDS + " s");
        }
    }

    private static List<Integer> missing(Store store, int size) {
        List<Integer> missing = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            if (!store.check(new StringVector(key(rank)))) {
                missing.add(rank);
            }
        }
        return missing;
    }

    private static String key(int rank) {
        return "rank/" + rank;
    }
}
