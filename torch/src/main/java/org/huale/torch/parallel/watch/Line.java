package org.huale.torch.parallel.watch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** A connection between rank 0 and another process. */
final class Line implements Closeable {
    private static final int MOST_MILLISECONDS_TO_GREET = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Line(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    synchronized void send(Message message) throws IOException {
        message.write(out);
    }

    /** Says something to whom it may not reach any more; that is seen by who reads. */
    void trySend(Message message) {
        try {
            send(message);
        } catch (IOException e) {
            // the end of the line is news for the thread that reads from it
        }
    }

    /** Waits for the next message, however long that takes. */
    Message next() throws IOException {
        return Message.read(in);
    }

    /** Waits for the first message; who does not say it soon is nobody who is waited for. */
    Message first() throws IOException {
        socket.setSoTimeout(MOST_MILLISECONDS_TO_GREET);
        Message first = next();
        socket.setSoTimeout(0);
        return first;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
