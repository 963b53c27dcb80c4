package org.huale.inbox.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free port of this machine that answers as a program for annotators does. Faults are ordered for the next requests. */
public abstract class PartnerStub implements AutoCloseable {

    /** What goes wrong with a request whose method and path begin so. */
    private record Fault(String request, int times, Answer answer) {}

    /** An answer in place of the usual one. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** The usual answer. */
    public record Reply(int status, String body) {}

    public final List<String> asked = new ArrayList<>();
    public String accepted;
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param accepted the header {@code Authorization} that opens it */
    protected PartnerStub(String accepted) throws IOException {
        this.accepted = accepted;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next so many requests that begin so are answered otherwise. */
    public void fault(String request, int times, Answer answer) {
        faults.add(new Fault(request, times, answer));
    }

    public static Answer status(int status, String body) {
        return exchange -> send(exchange, status, body);
    }

    /** Does what is asked and says nothing. */
    public Answer doneAndBrokenOff() {
        return exchange -> {
            answer(exchange);
            exchange.close();
        };
    }

    /** How many requests began so. */
    public long count(String request) {
        return asked.stream().filter(it -> it.startsWith(request)).count();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(request);
        Optional<Fault> fault =
                faults.stream().filter(it -> request.startsWith(it.request())).findFirst();
        if (fault.isPresent()) {
            faults.remove(fault.get());
            if (fault.get().times() > 1) {
                faults.addFirst(new Fault(
                        fault.get().request(),
                        fault.get().times() - 1,
                        fault.get().answer()));
            }
            fault.get().answer().to(exchange);
            return;
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!isOpen(request) && !authorization.equals(accepted)) {
            send(exchange, 401, refusal());
            return;
        }
        Reply reply = answer(exchange);
        send(exchange, reply.status(), reply.body());
    }

    /** Whether a request needs no token. */
    protected abstract boolean isOpen(String request);

    /** The body of an answer to a request with a wrong token. */
    protected abstract String refusal();

    protected abstract Reply answer(HttpExchange exchange) throws IOException;

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
