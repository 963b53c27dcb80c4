package org.huale.web.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Change;
import org.huale.web.desk.Desk;
import org.huale.web.desk.Next;
import org.huale.web.desk.PersonView;
import org.huale.web.desk.Pixels;
import org.huale.web.desk.StateView;
import org.huale.web.desk.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST interface: each request made into one call of the desk, and its answer into JSON. */
final class Routes {
    /** The run that whoever asks means. */
    private static final String RUN = "X-Huale-Run";

    /** The classes that it means by their numbers. */
    private static final String CLASSES = "X-Huale-Classes";

    /** Bytes of a body at most. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LINES = 1000;
    private static final int MOST_CLASSES = 10_000; // as many as files of predictions may have

    private final Desk desk;
    private final Doorkeeper door;
    private final Events events;
    private final Function<String, String> address;
    private final PageFiles files = new PageFiles();
    private final Moments moments = new Moments(System::currentTimeMillis);

    /** @param address by which others reach the page, of whoever sends a {@code Host} header */
    Routes(Desk desk, Doorkeeper door, Events events, Function<String, String> address) {
        this.desk = desk;
        this.door = door;
        this.events = events;
        this.address = address;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", context -> files.send(context, "index.html"));
        routes.get("/join", context -> files.send(context, "index.html"));
        routes.get("/{file}", context -> files.send(context, context.pathParam("file")));
        routes.get(
                "/api/state",
                context -> Json.answer(context, state(door.who(context).orElse(null))));
        routes.before("/api/*", this::requirePresent);
        routes.before("/api/events", door::required); // an answer of events has begun before it can be refused
        routes.sse("/api/events", this::listen);
        routes.post("/api/me", this::sit);
        routes.post("/api/join", this::join);
        routes.post("/api/setup", this::setUp);
        routes.post("/api/next", this::next);
        routes.post("/api/next/review", this::nextToReview);
        routes.get("/api/images", this::images);
        routes.get("/api/images/{id}", this::image);
        routes.get("/api/images/{id}/pixels", this::pixels);
        routes.post("/api/images/{id}/lease", this::lease);
        routes.post("/api/images/{id}/release", this::release);
        routes.put("/api/images/{id}", this::save);
        routes.post("/api/images/{id}/review", this::review);
        routes.get("/api/people", context -> {
            door.reviewer(context);
            Json.answer(context, desk.people());
        });
        routes.post("/api/people", this::invite);
        routes.delete("/api/people", this::revoke);
    }

    /** Servers of several runs follow each other at one port and know images by the same numbers, and so do lists of classes. */
    private void requirePresent(Context context) {
        requirePresent(context.header(RUN), desk::run, "another run is served here by now");
        requirePresent(context.header(CLASSES), desk::classWord, "the run has other classes by now");
    }

    private static void requirePresent(@Nullable String meant, Supplier<String> present, String otherwise) {
        if (meant != null && !meant.equals(present.get())) {
            throw new Denied(410, otherwise + "; load the page again");
        }
    }

    private ObjectNode state(@Nullable PersonView me) {
        if (me == null && door.hosted()) {
            return Json.object().put("hosted", true).putNull("me").put("title", "");
        }
        long at = moments.next();
        StateView state = desk.state(me == null ? "" : me.name());
        ObjectNode tree = Json.tree(state);
        tree.put("at", at); // pages get states by two ways, and must not go back in time
        tree.put("hosted", door.hosted());
        if (me == null) {
            tree.putNull("me");
        } else {
            tree.putObject("me").put("name", me.name()).put("role", me.role());
        }
        return tree;
    }

    /** As long as whoever listens may; a link can be withdrawn meanwhile. */
    private void listen(SseClient client) {
        String cookie = door.cookie(client.ctx()).orElse("");
        events.add(client, () -> door.holderOf(cookie).map(me -> Json.text(state(me))));
    }

    private void sit(Context context) {
        door.sit(context, Json.text(body(context), "name"));
        done(context);
    }

    private void join(Context context) {
        door.join(context, Json.text(body(context), "token"));
        done(context);
    }

    private void setUp(Context context) {
        door.reviewer(context);
        JsonNode classes = body(context).path("classes");
        if (!classes.isArray() || classes.size() > MOST_CLASSES) {
            throw new BadInput("classes: a list of at most " + MOST_CLASSES + " names is needed");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : classes) {
            if (!name.isString()) {
                throw new BadInput("classes: names are texts");
            }
            names.add(name.stringValue().strip());
        }
        desk.setUp(names);
        done(context);
    }

    private void next(Context context) {
        PersonView me = door.required(context);
        handOut(context, desk.next(me.name(), after(context)));
    }

    private void nextToReview(Context context) {
        PersonView me = door.reviewer(context);
        handOut(context, desk.nextToReview(me.name(), after(context)));
    }

    private static @Nullable Long after(Context context) {
        JsonNode after = body(context).path("after");
        return after.isIntegralNumber() ? after.longValue() : null;
    }

    private static void handOut(Context context, Next next) {
        Json.answer(context, next.image() == null ? Map.of("none", next.none()) : next.image());
    }

    private void images(Context context) {
        door.required(context);
        String state = context.queryParam("state");
        Json.answer(
                context,
                desk.images(
                        state == null ? "" : state,
                        Math.min(number(context, "limit", MOST_LINES), MOST_LINES),
                        number(context, "offset", 0)));
    }

    private static int number(Context context, String name, int otherwise) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,7}")) {
            throw new BadInput(name + ": a whole number is needed, got another text");
        }
        return Integer.parseInt(text);
    }

    private void image(Context context) {
        door.required(context);
        Json.answer(context, desk.image(id(context)));
    }

    private void pixels(Context context) {
        door.required(context);
        Pixels pixels = desk.pixels(id(context));
        String tag = '"' + pixels.tag() + '"';
        context.header("ETag", tag);
        context.header("Cache-Control", "private, no-cache");
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(pixels.type());
        context.disableCompression();
        context.result(pixels.bytes().get());
    }

    private void lease(Context context) {
        PersonView me = door.required(context);
        Json.answer(context, Map.of("until", desk.lease(id(context), me.name()).toString()));
    }

    private void release(Context context) {
        PersonView me = door.required(context);
        desk.release(id(context), me.name());
        done(context);
    }

    private void save(Context context) {
        PersonView me = door.required(context);
        Json.answer(context, desk.save(id(context), me, Json.read(context.bodyAsBytes(), Change.class)));
    }

    private void review(Context context) {
        PersonView me = door.reviewer(context);
        Json.answer(context, desk.review(id(context), me.name(), Json.read(context.bodyAsBytes(), Verdict.class)));
    }

    private void invite(Context context) {
        requireHosted(context);
        JsonNode body = body(context);
        String token = desk.invite(Json.text(body, "name").strip(), Json.text(body, "role"));
        Json.answer(context, Map.of("link", address.apply(String.valueOf(context.header("Host"))) + "join#" + token));
    }

    private void revoke(Context context) {
        requireHosted(context);
        desk.revoke(Json.text(body(context), "name"));
        done(context);
    }

    private void requireHosted(Context context) {
        door.reviewer(context);
        if (!door.hosted()) {
            throw new Denied(403, "links are for servers that others reach");
        }
    }

    private static long id(Context context) {
        String text = context.pathParam("id");
        if (!text.matches("[0-9]{1,15}")) {
            throw new Denied(404, "images have numbers");
        }
        return Long.parseLong(text);
    }

    private static JsonNode body(Context context) {
        return Json.object(context.bodyAsBytes());
    }

    private static void done(Context context) {
        Json.answer(context, Map.of());
    }
}
