package org.huale.web.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is checked of every request before anything is done, and what every answer carries. */
final class Gate {
    private static final Set<HandlerType> CHANGES =
            Set.of(HandlerType.POST, HandlerType.PUT, HandlerType.DELETE, HandlerType.PATCH);
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    /** What every answer carries. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final Supplier<Hosts> hosts;

    Gate(Supplier<Hosts> hosts) {
        this.hosts = hosts;
    }

    /** @throws Denied where the request is not one of this server's own pages, or no JSON */
    void check(Context context) {
        HEADERS.forEach(context::header);
        String host = context.header("Host");
        if (host == null || !hosts.get().allows(host)) {
            throw new Denied(403, "this server is not known by that name");
        }
        if (context.path().startsWith("/api/") || CHANGES.contains(context.method())) {
            requireOwnPage(context, host);
        }
        if (CHANGES.contains(context.method()) && !isJson(context.header("Content-Type"))) {
            throw new Denied(400, "the content type must be application/json");
        }
    }

    private void requireOwnPage(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean foreignSite = site != null && !OWN_SITES.contains(site);
        boolean foreignOrigin = origin != null && !hosts.get().isOwn(origin, host);
        if (foreignSite || foreignOrigin) {
            throw new Denied(403, "only this server's own page may ask this");
        }
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
    }
}
