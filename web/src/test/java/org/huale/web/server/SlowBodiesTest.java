package org.huale.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send nearly all of a body and wait do not fill a server's memory together, and keep nobody out. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowBodiesTest {
    private static final int MOST = 1 << 20;
    private static final int FIT = 4;
    private static final String SIZED = "Content-Length: " + MOST;
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private Serving serving;
    private PlainHttp http;

    @BeforeEach
    void serve() {
        serving = new Serving(
                new Limits(MOST, FIT * MOST, anybody -> {}),
                routes -> routes.post("/count", context -> context.result("" + context.bodyAsBytes().length)));
        serving.start(LabelServer.Place.local(0));
        http = new PlainHttp(serving.port());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        serving.close();
    }

    /** A client whose body the server has begun to wait for. */
    private Socket begun(String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), serving.port());
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        send(
                socket,
                "POST /count HTTP/1.1\r\nHost: 127.0.0.1:" + serving.port()
                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n" + body + "\r\n\r\n");
        assertThat(read(socket, GO_ON.length())).isEqualTo(GO_ON);
        return socket;
    }

    private static void send(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(UTF_8));
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), UTF_8);
    }

    private static String status(Socket socket) throws IOException {
        return read(socket, 12).substring(9);
    }

    private void beginAndStop(int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            send(begun(SIZED), "x".repeat(MOST - 1));
        }
    }

    @Test
    void theOldestMakeRoomAndEverybodyElseIsAnswered() throws IOException {
        for (int round = 0; round < 6; round++) {
            beginAndStop(10);
            assertThat(http.change("POST", "/count", "x".repeat(MOST)).body()).isEqualTo("" + MOST);
        }
        for (Socket refused : sockets.subList(0, 60 - FIT)) {
            assertThat(status(refused)).isEqualTo("503");
        }
        send(sockets.get(59), "x");
        assertThat(status(sockets.get(59))).isEqualTo("200");
    }

    @Test
    void whoeverMadeRoomIsToldWhatToDo() throws IOException {
        beginAndStop(1 + FIT);
        Socket first = sockets.get(0);
        assertThat(status(first)).isEqualTo("503");
        send(first, "x"); // what it still sends is passed over
        assertThat(new String(first.getInputStream().readAllBytes(), UTF_8))
                .contains("Content-Security-Policy", "Connection: close")
                .endsWith(
                        "{\"error\":\"the bodies on their way come to more than 4194304 bytes; send this one again\"}");
    }

    @Test
    void chunksWithoutALengthAreCountedToo() throws IOException {
        String chunk = "8000\r\n" + "x".repeat(1 << 15) + "\r\n";
        for (int i = 0; i < 12; i++) {
            send(begun(CHUNKED), chunk.repeat(MOST >> 15));
        }
        for (Socket refused : sockets.subList(0, 12 - FIT)) {
            assertThat(status(refused)).isEqualTo("503");
        }
        send(sockets.get(11), "0\r\n\r\n");
        assertThat(status(sockets.get(11))).isEqualTo("200");
    }

    @Test
    void whoeverIsGoneGivesItsPlaceBack() throws IOException {
        beginAndStop(12);
        for (Socket gone : sockets) {
            gone.close();
        }
        sockets.clear();
        beginAndStop(FIT);
        for (Socket staying : sockets) {
            send(staying, "x");
            assertThat(status(staying)).isEqualTo("200");
        }
    }

    /** Buffers of a connection are not kept for the sake of single bytes in them. */
    @Test
    void bodiesThatComeByteByByteTakeNoMoreThanTheirBytes() throws IOException {
        for (int i = 0; i < 8; i++) {
            begun(SIZED);
        }
        long before = buffers();
        for (int sent = 0; sent < 4_000; sent++) {
            for (Socket socket : sockets) {
                send(socket, "x");
            }
        }
        assertThat(http.change("POST", "/count", "xx").body()).isEqualTo("2");
        assertThat(buffers() - before).isLessThan(16 << 20);
    }

    private static long buffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
