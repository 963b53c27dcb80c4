package org.huale.web.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.huale.problem.HualeException;
import org.huale.web.desk.Desk;
import org.jspecify.annotations.Nullable;

/** Serves the page for one desk, until it is closed. */
public final class LabelServer implements AutoCloseable {
    private static final int THREADS = 64;
    /** Milliseconds after which a connection without a byte is closed; its thread is free then at the latest. */
    private static final long IDLE = 30_000;
    /** Memory beside each chunk of a body that counts as part of it. */
    private static final int FRAMING = 64;

    private static final String LOOPBACK = "127.0.0.1";

    private final Javalin javalin;
    private final Events events;
    private volatile @Nullable Hosts hosts;

    /**
     * Where a server listens.
     *
     * @param host address to listen at; blank for this machine alone
     * @param port 0 for any that is free
     * @param names by which browsers know a hosted server, besides this machine's own
     */
    public record Place(String host, int port, List<String> names) {
        public Place {
            names = List.copyOf(names);
        }

        /** Only this machine reaches it. */
        public static Place local(int port) {
            return new Place("", port, List.of());
        }

        /** Whether others reach it, so that everybody needs a personal link. */
        public boolean hosted() {
            return !host.isBlank();
        }
    }

    private LabelServer(Desk desk, Place place) {
        this.events = new Events(desk);
        Doorkeeper door = new Doorkeeper(desk, place.hosted());
        Gate gate = new Gate(this::hosts);
        Routes routes = new Routes(desk, door, events);
        this.javalin = Javalin.create(config -> {
            modest(config);
            config.routes.before(gate::check);
            routes.addTo(config.routes);
            Failures.addTo(config.routes);
        });
    }

    /**
     * Begins to serve.
     *
     * @throws HualeException where it cannot listen there
     */
    public static LabelServer start(Desk desk, Place place) {
        LabelServer server = new LabelServer(desk, place);
        try {
            server.javalin.start(place.hosted() ? place.host() : LOOPBACK, place.port());
        } catch (JavalinException e) {
            server.events.close();
            throw new HualeException(
                    "port " + place.port() + (place.hosted() ? " of " + place.host() : "")
                            + " cannot be used; choose another with --port, or 0 for any: " + e.getMessage(),
                    e);
        }
        int port = server.javalin.port();
        server.hosts = place.hosted() ? Hosts.hosted(port, place.names()) : Hosts.loopback(port);
        return server;
    }

    private Hosts hosts() {
        Hosts known = hosts;
        if (known == null) {
            throw new Denied(503, "the server begins");
        }
        return known;
    }

    private static void modest(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = Routes.MOST_BYTES;
        config.http.prefer405over404 = false;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("huale-web");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(LabelServer::modest);
        config.jetty.modifyServer(LabelServer::impatient);
    }

    private static void modest(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(16 * 1024);
        http.setIdleTimeout(IDLE);
    }

    private static void impatient(Server server) {
        // A body is read as it comes, without a thread that waits for it, and handled when it is there.
        server.setHandler(new EagerContentHandler(new RetainedContentLoaderFactory(Routes.MOST_BYTES, FRAMING, false)));
        server.setStopTimeout(0); // a save is whole or was never made, and pages send it again
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector one) {
                one.setIdleTimeout(IDLE);
            }
        }
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        events.close();
        javalin.stop();
    }
}
