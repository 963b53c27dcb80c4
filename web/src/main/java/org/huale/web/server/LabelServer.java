package org.huale.web.server;

import java.util.List;
import org.huale.problem.HualeException;
import org.huale.web.desk.Desk;

/** Serves the page for one desk, until it is closed. */
public final class LabelServer implements AutoCloseable {
    /** Of bodies that are there at once. */
    private static final long MOST_TOGETHER = 1L << 25;

    private final Place place;
    private final Serving serving;
    private final Events events;

    /**
     * Where a server listens.
     *
     * @param host address to listen at; blank for this machine alone
     * @param port 0 for any that is free
     * @param names by which browsers know a hosted server, besides this machine's own, or whole addresses, as of a proxy that
     *     encrypts
     */
    public record Place(String host, int port, List<String> names) {

        /** @throws HualeException where a name is none */
        public Place {
            names = List.copyOf(names);
            names.forEach(KnownAs::of);
        }

        /** Whether a proxy that encrypts is among what it is known as. */
        public boolean isEncrypted() {
            return names.stream().map(KnownAs::of).anyMatch(KnownAs::isEncrypted);
        }

        /** Only this machine reaches it. */
        public static Place local(int port) {
            return new Place("", port, List.of());
        }

        /** Whether others reach it, so that everybody needs a personal link. */
        public boolean hosted() {
            return !host.isBlank();
        }

        List<KnownAs> known() {
            return names.stream().map(KnownAs::of).toList();
        }
    }

    private LabelServer(Desk desk, Place place) {
        this.place = place;
        this.events = new Events(desk);
        Doorkeeper door = new Doorkeeper(desk, place);
        this.serving = new Serving(
                new Limits(Routes.MOST_BYTES, MOST_TOGETHER, anybody -> {}),
                new Routes(desk, door, events, this::addressAt)::addTo);
    }

    /**
     * Begins to serve.
     *
     * @throws HualeException where it cannot listen there
     */
    public static LabelServer start(Desk desk, Place place) {
        LabelServer server = new LabelServer(desk, place);
        try {
            server.serving.start(place);
        } catch (HualeException e) {
            server.events.close();
            throw e;
        }
        return server;
    }

    public int port() {
        return serving.port();
    }

    /** Of the page, as others reach it where the server is hosted, with a slash at its end. */
    public String address() {
        return (place.hosted() ? Outward.of(place, port()) : "http://" + Outward.LOOPBACK + ":" + port()) + "/";
    }

    /** What leads others to a page that was asked for with such a {@code Host} header, which at the machine itself leads them to their own. */
    private String addressAt(String header) {
        if (Hosts.isLoopback(header)) {
            return address();
        }
        return Outward.whole(place, header).map(it -> it.address(port())).orElse("http://" + header) + "/";
    }

    @Override
    public void close() {
        events.close();
        serving.close();
    }
}
