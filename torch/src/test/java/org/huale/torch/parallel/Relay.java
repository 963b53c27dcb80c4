package org.huale.torch.parallel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A network that can go away: what comes to a port of one address is handed on to the same port of another, until it is cut.
 * Then nothing goes on either way, and no connection is closed.
 */
public final class Relay implements Closeable {
    private static final int CHUNK = 1 << 13;

    private final InetAddress near;
    private final InetAddress far;
    private final List<Closeable> open = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean cut;

    public Relay(String near, String far) throws IOException {
        this.near = InetAddress.getByName(near);
        this.far = InetAddress.getByName(far);
    }

    /** Hands on what comes to a port from now on. */
    public void serve(int port) {
        try {
            ServerSocket door = new ServerSocket(port, 50, near);
            open.add(door);
            daemon(() -> letIn(door));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void cut() {
        cut = true;
    }

    private void letIn(ServerSocket door) throws IOException {
        while (true) {
            Socket come = door.accept();
            Socket on = new Socket();
            open.addAll(List.of(come, on));
            on.connect(new InetSocketAddress(far, door.getLocalPort()));
            daemon(() -> handOn(come, on));
            daemon(() -> handOn(on, come));
        }
    }

    private void handOn(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (!cut) {
                out.write(chunk, 0, count);
            }
        }
        if (!cut) {
            to.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // one of both ends is closed
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable it : List.copyOf(open)) {
            it.close();
        }
    }
}
