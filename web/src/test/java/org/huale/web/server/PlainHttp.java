package org.huale.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Requests written byte by byte, as no well-behaved client would. */
final class PlainHttp {
    private static final int MOST_MILLISECONDS = 120_000; // or whoever waits for no answer would wait for ever

    private final int port;

    PlainHttp(int port) {
        this.port = port;
    }

    /**
     * What came back.
     *
     * @param head status line and headers
     */
    record Answer(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(it -> it.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** @param lines headers besides Host and Connection */
    Answer send(String method, String path, String body, String... lines) throws IOException {
        return raw(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers(body, lines) + body);
    }

    Answer change(String method, String path, String body, String... lines) throws IOException {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = "Content-Type: application/json";
        return send(method, path, body, all);
    }

    static String headers(String body, String... lines) {
        StringBuilder headers = new StringBuilder("Connection: close\r\n");
        for (String line : lines) {
            headers.append(line).append("\r\n");
        }
        if (!body.isEmpty()) {
            headers.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return headers.append("\r\n").toString();
    }

    Answer raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What is answered to a request of which more is to come that never does; waits for no end of the connection. */
    Answer begun(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MOST_MILLISECONDS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                head.append((char) c);
                if (head.toString().endsWith("\r\n\r\n")) {
                    int length = Integer.parseInt(answer(head.toString()).header("Content-Length"));
                    return answer(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
                }
            }
            return answer(head.toString());
        }
    }

    private static Answer answer(String text) {
        int end = Math.max(0, text.indexOf("\r\n\r\n"));
        int status = text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        return new Answer(status, text.substring(0, end), text.substring(Math.min(text.length(), end + 4)));
    }
}
