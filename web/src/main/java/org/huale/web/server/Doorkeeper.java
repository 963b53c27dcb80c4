package org.huale.web.server;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.huale.web.desk.Desk;
import org.huale.web.desk.PersonView;
import org.huale.web.desk.Secrets;

/**
 * Who asks. On this machine alone a name is enough, which a cookie stands for until the server ends; whoever comes from
 * elsewhere has a personal token, which the cookie carries.
 */
final class Doorkeeper {
    private static final int MOST_SITTING = 10_000;
    private static final int MOST_WRONG_TOKENS = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Desk desk;
    private final LabelServer.Place place;
    private final Map<String, String> sitting = new ConcurrentHashMap<>();
    private final Deque<Instant> wrong = new ArrayDeque<>();

    Doorkeeper(Desk desk, LabelServer.Place place) {
        this.desk = desk;
        this.place = place;
    }

    boolean hosted() {
        return place.hosted();
    }

    /** Who sends a request. */
    Optional<PersonView> who(Context context) {
        return cookie(context).flatMap(this::holderOf);
    }

    /** What a request shows of who sends it. */
    Optional<String> cookie(Context context) {
        return Optional.ofNullable(context.cookie(cookieName(context)));
    }

    /** Whose cookie it is by now. */
    Optional<PersonView> holderOf(String cookie) {
        return hosted()
                ? desk.holderOf(cookie)
                : Optional.ofNullable(sitting.get(cookie)).map(PersonView::reviewer);
    }

    /** @throws Denied where it is nobody */
    PersonView required(Context context) {
        return who(context).orElseThrow(() -> new Denied(401, "say first who you are"));
    }

    /** @throws Denied where it is nobody, or somebody who does not review */
    PersonView reviewer(Context context) {
        PersonView person = required(context);
        if (!person.reviews()) {
            throw new Denied(403, "only reviewers may do this");
        }
        return person;
    }

    /** Somebody on this machine sits down under a name. */
    void sit(Context context, String name) {
        if (hosted()) {
            throw new Denied(403, "here everybody needs a personal link");
        }
        String given = name.strip();
        PersonView.requireName(given);
        if (sitting.size() >= MOST_SITTING) {
            sitting.clear(); // whoever still works sits down again unasked
        }
        String session = Secrets.fresh(24);
        sitting.put(session, given);
        giveCookie(context, session);
    }

    /** Somebody shows a personal token. Who has a right one is let in, however many wrong ones others show. */
    void join(Context context, String token) {
        if (!hosted() || desk.holderOf(token).isEmpty()) {
            noteWrong();
            throw new Denied(401, "this link is not valid, or no longer");
        }
        giveCookie(context, token);
    }

    /** @throws Denied where there were too many within the last minute */
    private synchronized void noteWrong() {
        Instant now = Instant.now();
        while (!wrong.isEmpty() && wrong.peek().isBefore(now.minus(WINDOW))) {
            wrong.remove();
        }
        if (wrong.size() >= MOST_WRONG_TOKENS) {
            throw new Denied(429, "too many links that are not valid; wait a minute");
        }
        wrong.add(now);
    }

    private void giveCookie(Context context, String value) {
        context.header(
                "Set-Cookie",
                cookieName(context) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"
                        + (isEncrypted(context) ? "; Secure" : ""));
    }

    /** Whether the browser asks an address that encrypts; it sends the cookie nowhere else then. */
    private boolean isEncrypted(Context context) {
        String host = String.valueOf(context.header("Host"));
        return Outward.whole(place, host).filter(KnownAs::isEncrypted).isPresent();
    }

    /** Cookies know no ports; servers of several runs must not take each other's. */
    private static String cookieName(Context context) {
        return "huale-" + context.port();
    }
}
