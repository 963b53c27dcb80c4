package org.huale.web.server;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinException;
import java.util.function.Consumer;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** A server with bounds, of which every request passes the gate first: where it listens, and under which names it is known. */
final class Serving implements AutoCloseable {
    private static final int LAST_PORT = 65_535;

    private final Javalin javalin;
    private volatile @Nullable Hosts hosts;

    /**
     * @param routes adds what is answered, and what is checked after the gate
     */
    Serving(Limits limits, Consumer<RoutesConfig> routes) {
        Gate gate = new Gate(this::hosts);
        this.javalin = Javalin.create(config -> {
            limits.addTo(config);
            config.routes.before(gate::check);
            routes.accept(config.routes);
            Failures.addTo(config.routes, limits.mostBytes());
        });
    }

    /**
     * Begins to listen.
     *
     * @throws HualeException where it cannot listen there
     */
    void start(LabelServer.Place place) {
        if (place.port() < 0 || place.port() > LAST_PORT) {
            throw new HualeException(
                    "port " + place.port() + ": ports are from 0, for any that is free, to " + LAST_PORT);
        }
        try {
            javalin.start(place.hosted() ? place.host() : Outward.LOOPBACK, place.port());
        } catch (JavalinException e) {
            throw new HualeException(
                    "port " + place.port() + (place.hosted() ? " of " + place.host() : "")
                            + " cannot be used; choose another with --port, or 0 for any: " + e.getMessage(),
                    e);
        }
        hosts = place.hosted() ? Hosts.hosted(port(), place.known()) : Hosts.loopback(port());
    }

    private Hosts hosts() {
        Hosts known = hosts;
        if (known == null) {
            throw new Denied(503, "the server begins");
        }
        return known;
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
