package org.huale.web.server;

import io.javalin.Javalin;
import java.util.List;
import org.huale.problem.HualeException;
import org.huale.web.desk.Desk;
import org.jspecify.annotations.Nullable;

/** Serves the page for one desk, until it is closed. */
public final class LabelServer implements AutoCloseable {
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
            new Limits(Routes.MOST_BYTES).addTo(config);
            config.routes.before(gate::check);
            routes.addTo(config.routes);
            Failures.addTo(config.routes, Routes.MOST_BYTES);
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
            server.hosts = Serving.start(server.javalin, place);
        } catch (HualeException e) {
            server.events.close();
            throw e;
        }
        return server;
    }

    private Hosts hosts() {
        Hosts known = hosts;
        if (known == null) {
            throw new Denied(503, "the server begins");
        }
        return known;
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
