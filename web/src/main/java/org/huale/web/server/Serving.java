package org.huale.web.server;

import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import org.huale.problem.HualeException;

/** Where a server listens, and under which names. */
final class Serving {
    private static final String LOOPBACK = "127.0.0.1";

    private Serving() {}

    /**
     * Begins to listen.
     *
     * @return the names by which it is known
     * @throws HualeException where it cannot listen there
     */
    static Hosts start(Javalin javalin, LabelServer.Place place) {
        try {
            javalin.start(place.hosted() ? place.host() : LOOPBACK, place.port());
        } catch (JavalinException e) {
            throw new HualeException(
                    "port " + place.port() + (place.hosted() ? " of " + place.host() : "")
                            + " cannot be used; choose another with --port, or 0 for any: " + e.getMessage(),
                    e);
        }
        int port = javalin.port();
        return place.hosted() ? Hosts.hosted(port, place.names()) : Hosts.loopback(port);
    }
}
