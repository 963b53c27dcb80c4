package org.huale.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.huale.problem.HualeException;
import org.huale.web.guess.Guesser;

/** Answers Label Studio, as an ML backend, with guesses. */
public final class GuessServer implements AutoCloseable {
    /** Label Studio sends all tasks that have no guesses at once. */
    private static final int MOST_BYTES = 1 << 26;
    /** Of bodies that are there at once: one that is being answered, and one that comes. */
    private static final long MOST_TOGETHER = 2L * MOST_BYTES;

    private static final String USER = "huale";
    private static final int SHORTEST = 16;

    private final LabelServer.Place place;
    private final Serving serving;

    private GuessServer(Guesser guesser, LabelServer.Place place, String password) {
        this.place = place;
        GuessRoutes routes = new GuessRoutes(guesser);
        byte[] wanted = ("Basic " + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(UTF_8)))
                .getBytes(UTF_8);
        Limits limits = new Limits(MOST_BYTES, MOST_TOGETHER, asked -> {
            if (!password.isEmpty()) {
                requirePassword(asked, wanted);
            }
        });
        this.serving = new Serving(limits, routes::addTo);
    }

    /**
     * Begins to serve.
     *
     * @param password that whoever asks sends with the user name {@code huale} (basic authentication); blank for none, where only this
     *     machine reaches it
     * @throws HualeException where it cannot listen there, or where others reach it and the password is none
     */
    public static GuessServer start(Guesser guesser, LabelServer.Place place, String password) {
        if (place.hosted() && password.length() < SHORTEST) {
            throw new HualeException(
                    "the password for others must have at least " + SHORTEST + " characters, got " + password.length());
        }
        GuessServer server = new GuessServer(guesser, place, password);
        server.serving.start(place);
        return server;
    }

    private static void requirePassword(Request asked, byte[] wanted) {
        String shown = asked.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (shown == null || !MessageDigest.isEqual(shown.getBytes(UTF_8), wanted)) {
            throw new Denied(
                    401, "the user " + USER + " and the password that 'huale serve-guesses' showed are needed");
        }
    }

    public int port() {
        return serving.port();
    }

    /** As Label Studio reaches it from this machine, or by the first whole address that was given; without a slash at its end. */
    public String address() {
        return Outward.near(place, port());
    }

    @Override
    public void close() {
        serving.close();
    }
}
