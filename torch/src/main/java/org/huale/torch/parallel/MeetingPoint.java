package org.huale.torch.parallel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.Store;
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
        public Optional<String> obstacle() {
            return Optional.empty();
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
        private static final int MOST_MILLISECONDS_OF_A_TRY = 2_000;

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

        @Override
        public Optional<String> obstacle() {
            try {
                connected(MOST_MILLISECONDS_OF_A_TRY).close();
                return Optional.empty();
            } catch (UnknownHostException e) {
                return Optional.of("no host has this name");
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        /** That by which this machine reaches the one of rank 0. */
        @Override
        public String ownAddress(int rank) {
            if (rank == 0) {
                return host;
            }
            try (Socket socket = connected(MOST_MILLISECONDS_TO_CONNECT)) {
                return socket.getLocalAddress().getHostAddress();
            } catch (IOException e) {
                throw new HualeException(this + ": rank 0 cannot be reached: " + e.getMessage(), e);
            }
        }

        private Socket connected(int milliseconds) throws IOException {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(host, port), milliseconds);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
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

    /** What keeps another process from coming here, as long as rank 0 does not listen. */
    Optional<String> obstacle();

    /** The address of this machine by which the other processes reach it. */
    String ownAddress(int rank);

    /**
     * Waits until all processes are here, and connects them.
     *
     * @param task tells whether all are about to do the same
     * @param glance called several times a second meanwhile; throws where waiting is in vain
     * @throws HualeException where a process does not come, or is about to do something else
     */
    default Ranks meet(Member self, String task, Runnable glance) {
        return new Meeting(this, self, task).held(glance);
    }
}
