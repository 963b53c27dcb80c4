package org.huale.web.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.eclipse.jetty.server.Request;
import org.huale.problem.HualeException;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Held;
import org.huale.web.desk.Missing;
import org.huale.web.desk.NotReady;
import org.huale.web.desk.Stale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong, as a status and a sentence. Messages that may name a path stay in the log of the server. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** @param mostBytes of a body */
    static void addTo(RoutesConfig routes, int mostBytes) {
        routes.exception(Denied.class, (e, context) -> tell(context, e.status(), e.words()));
        routes.exception(BadInput.class, (e, context) -> tell(context, 400, e.words()));
        routes.exception(Missing.class, (e, context) -> tell(context, 404, e.words()));
        routes.exception(Held.class, (e, context) -> tell(context, 423, e.words()));
        routes.exception(NotReady.class, (e, context) -> tell(context, 503, e.words()));
        routes.exception(Stale.class, (e, context) -> {
            ObjectNode answer = Json.object().put("error", e.words());
            e.current().ifPresent(image -> answer.set("current", Json.tree(image)));
            send(context, 409, answer);
        });
        routes.exception(
                HttpResponseException.class,
                (e, context) -> tell(context, e.getStatus(), plain(e.getStatus(), mostBytes)));
        routes.exception(HualeException.class, (e, context) -> {
            LOG.error("{} {}: {}", context.method(), context.path(), e.getMessage());
            tell(context, 500, "the server cannot do this; its terminal says why");
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {}", context.method(), context.path(), e);
            tell(context, 500, "a mistake of the server; its terminal says more");
        });
    }

    /** Whoever asks has gone away, or sends nothing more: no fault of the server's. */
    static Denied brokenOff(Request asked, Throwable why) {
        LOG.debug("{} {}: broken off: {}", asked.getMethod(), Request.getPathInContext(asked), why.getMessage());
        return new Denied(400, "the request was broken off");
    }

    private static String plain(int status, int mostBytes) {
        return switch (status) {
            case 404, 405 -> "there is nothing here";
            case 413 -> tooLarge(mostBytes);
            default -> "the request cannot be answered";
        };
    }

    static String tooLarge(int mostBytes) {
        return "a body has at most " + mostBytes + " bytes";
    }

    private static void tell(Context context, int status, String words) {
        send(context, status, Json.object().put("error", words));
    }

    private static void send(Context context, int status, ObjectNode answer) {
        context.status(status);
        Json.answer(context, answer);
    }
}
