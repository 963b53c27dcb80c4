package org.huale.torch.parallel.watch;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Where rank 0 hears the others: a port of its machine that was free. */
public final class WatchDoor implements Closeable {
    private static final int MOST_WAITING = 50;

    private final ServerSocket socket;
    private final Pulse pulse;

    /** What is done with who comes, on a thread of its own; the line is closed afterwards. */
    interface Greeting {
        void greet(Line line) throws IOException;
    }

    private WatchDoor(ServerSocket socket, Pulse pulse) {
        this.socket = socket;
        this.pulse = pulse;
    }

    /**
     * @param host by which the others reach this machine
     * @param pulse of all processes
     * @throws IOException where no port can be listened at
     */
    public static WatchDoor at(String host, Pulse pulse) throws IOException {
        return new WatchDoor(new ServerSocket(0, MOST_WAITING, InetAddress.getByName(host)), pulse);
    }

    /** What the others must know of it. */
    public DoorSign sign() {
        return new DoorSign(socket.getLocalPort(), pulse);
    }

    /** Whoever comes is let in until the door is closed. */
    void letIn(Greeting greeting) {
        try {
            while (true) {
                Socket come = socket.accept();
                RankWatch.daemon(() -> serve(come, greeting), "huale-line").start();
            }
        } catch (IOException e) {
            // closed; where it could not be kept open, who comes no more is missed
        }
    }

    private static void serve(Socket come, Greeting greeting) {
        try (Line line = new Line(come)) {
            greeting.greet(line);
        } catch (IOException e) {
            // gone before it said who it is
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
