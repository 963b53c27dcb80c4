package org.huale.inbox.partner;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.huale.detect.training.StoppedException;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a server. What only reads is tried again after an outage; what makes something there is not, as nobody knows whether it was
 * made. Follows no redirect, as that would carry the token elsewhere.
 */
public final class PartnerClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;
    private static final long GLANCE_MILLIS = 100;
    private static final String HIDDEN = "(token)";
    private static final int SHOWN = 300;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10_000;

    private final Server server;
    private final Access access;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public PartnerClient(Server server, Access access, Patience patience) {
        this.server = server;
        this.access = access;
        this.patience = patience;
    }

    public Patience patience() {
        return patience;
    }

    /**
     * The answer; a missing node where it is empty.
     *
     * @throws PartnerOutage where the server cannot answer now
     * @throws PartnerRefusal where it answers otherwise
     * @throws StoppedException where it is not to be waited for any more
     */
    public JsonNode get(String path) {
        return send(Call.get(path));
    }

    /**
     * The answer, in which these are lists.
     *
     * @throws PartnerRefusal also where one of them is none or missing, which must not be taken for empty
     */
    public JsonNode getLists(String path, String... lists) {
        JsonNode answer = get(path);
        for (String list : lists) {
            if (!answer.path(list).isArray()) {
                throw new PartnerRefusal(
                        0, said("answers GET " + path + " without a list '" + list + "'; is oracle.url its address?"));
            }
        }
        return answer;
    }

    /**
     * Each entry of a list that comes in pages, {@code {entries: [...], count: 123}}, with the path up to the number of the page.
     *
     * @throws PartnerRefusal as {@link #getLists}
     */
    public void eachOf(String path, String entries, String count, Consumer<JsonNode> taker) {
        long seen = 0;
        for (int page = 1; page <= MOST_PAGES; page++) {
            String asked = path + (path.contains("?") ? "&" : "?") + "page=" + page + "&page_size=" + PAGE;
            JsonNode list = getLists(asked, entries);
            long all = count(list, count, asked);
            JsonNode part = list.path(entries);
            part.forEach(taker);
            seen += part.size();
            if (part.isEmpty() || seen >= all) {
                break;
            }
        }
    }

    private long count(JsonNode list, String name, String asked) {
        JsonNode count = list.path(name);
        if (!count.isIntegralNumber()) {
            throw new PartnerRefusal(0, said("answers GET " + asked + " without a number '" + name + "'"));
        }
        return count.asLong();
    }

    /** The answer, as {@link #get}. */
    public JsonNode send(Call call) {
        for (Duration pause : patience.pauses()) {
            try {
                return once(call);
            } catch (PartnerOutage e) {
                if (!(call.isRepeatable() || e.isUntouched()) || e.pause().compareTo(patience.longest()) > 0) {
                    throw e;
                }
                pause(e.pause().compareTo(pause) > 0 ? e.pause() : pause);
            }
        }
        return once(call);
    }

    /**
     * Waits.
     *
     * @throws PartnerOutage where that is interrupted
     * @throws StoppedException where it is not to be waited any more
     */
    public void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toMillis(); left > 0; left = millis(until)) {
                requireGoingOn();
                Thread.sleep(Math.min(GLANCE_MILLIS, left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartnerOutage(said("was waited for, until that was interrupted"));
        }
    }

    private static long millis(long until) {
        return TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }

    private void requireGoingOn() {
        if (patience.stop().getAsBoolean()) {
            throw new StoppedException();
        }
    }

    private JsonNode once(Call call) {
        HttpResponse<byte[]> answer = exchange(call, authorization());
        if (answer.statusCode() == UNAUTHORIZED && access.renewal().isPresent()) {
            access.renewal().ifPresent(this::renew);
            answer = exchange(call, access.authorization());
        }
        requireGood(call.method() + " " + call.path(), answer);
        return parsed(answer);
    }

    private String authorization() {
        if (access.authorization().isEmpty()) {
            access.renewal().ifPresent(this::renew);
        }
        return access.authorization();
    }

    private void renew(Access.Renewal renewal) {
        HttpResponse<byte[]> answer = exchange(Call.post(renewal.path(), renewal.body()), "");
        requireGood(renewal.what(), answer);
        if (!access.renewed(parsed(answer))) {
            throw new PartnerRefusal(answer.statusCode(), said("renews the token with something that is none"));
        }
    }

    /** @param authorization empty for none */
    private HttpResponse<byte[]> exchange(Call call, String authorization) {
        requireGoingOn();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + call.path())).method(call.method(), call.body());
        server.headers().forEach(request::header);
        call.headers().forEach(request::header);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        Duration limit = call.isUpload() ? patience.upload() : patience.answer();
        return awaited(http.sendAsync(request.build(), head -> new BoundedBody(patience.mostBytes())), limit);
    }

    private HttpResponse<byte[]> awaited(CompletableFuture<HttpResponse<byte[]>> answer, Duration limit) {
        try {
            return inTime(answer, limit);
        } catch (StoppedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new PartnerOutage(said("has not answered within " + limit.toSeconds() + " seconds"));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PartnerOutage(said("was asked, and nobody waited for the answer"));
        } catch (ExecutionException e) {
            throw fault(e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpResponse<byte[]> inTime(CompletableFuture<HttpResponse<byte[]>> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long until = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); left > GLANCE_MILLIS; left = millis(until)) {
            try {
                return answer.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requireGoingOn();
            }
        }
        return answer.get(Math.max(0, millis(until)), TimeUnit.MILLISECONDS);
    }

    private HualeException fault(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return new PartnerRefusal(0, said("cannot be understood: " + cause.getMessage()));
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new PartnerOutage(said("cannot be reached"), true, Duration.ZERO);
        }
        if (cause instanceof IOException) {
            return new PartnerOutage(said("broke off: " + safe(String.valueOf(cause.getMessage()))));
        }
        throw new IllegalStateException("asking " + server.program() + " failed", cause);
    }

    private void requireGood(String asked, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        if (status == TOO_MANY || status >= SERVER_FAULT) {
            boolean rate = status == TOO_MANY;
            throw new PartnerOutage(
                    said((rate ? "wants fewer requests" : "fails") + " (" + status + " to " + asked + detail(answer)
                            + ")"),
                    rate,
                    pause(answer));
        }
        throw new PartnerRefusal(status, said(refusal(asked, answer)));
    }

    private String refusal(String asked, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status < 400) {
            return "redirects " + asked + " to '"
                    + safe(answer.headers().firstValue("Location").orElse("")) + "'; oracle.url must be where it is";
        }
        if (status == UNAUTHORIZED) {
            return "does not take the token (401" + detail(answer) + "); " + access.remedy();
        }
        if (status == FORBIDDEN) {
            return "does not allow this with the token: " + asked + " (403" + detail(answer) + ")";
        }
        return "refuses " + asked + " (" + status + detail(answer) + ")";
    }

    /** Seconds alone; a date counts as none. */
    private static Duration pause(HttpResponse<byte[]> answer) {
        Optional<String> after = answer.headers().firstValue("Retry-After");
        return after.filter(it -> it.matches("[0-9]{1,6}"))
                .map(it -> Duration.ofSeconds(Long.parseLong(it)))
                .orElse(Duration.ZERO);
    }

    /** What the server says of it, {@code : words}; empty where it says nothing that can be shown. */
    private String detail(HttpResponse<byte[]> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            String detail = body.path("detail").asString("");
            JsonNode fields = body.has("detail") ? body.path("validation_errors") : body;
            String whole = detail + (fields.isContainer() && !fields.isEmpty() ? " " + fields : "");
            return whole.isBlank() ? "" : ": " + safe(whole.strip());
        } catch (JacksonException e) {
            return "";
        }
    }

    private JsonNode parsed(HttpResponse<byte[]> answer) {
        if (answer.body().length == 0) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new PartnerRefusal(
                    answer.statusCode(), said("answers with something that is not JSON; is this its address?"));
        }
    }

    /** {@code PROGRAM at URL} and what is to be said of it. */
    public String said(String what) {
        return server.program() + " at " + server.url() + " " + what;
    }

    /** Words of the server as they may be shown: short, without control characters and without a token that it sends back. */
    public String safe(String words) {
        String shown = words;
        for (String secret : access.secrets()) {
            shown = shown.replace(inJson(secret), HIDDEN).replace(secret, HIDDEN);
        }
        shown = shown.replaceAll("\\p{Cntrl}+", " ");
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    }

    /** As it is inside of the quotes of an answer that is shown as it came. */
    private static String inJson(String secret) {
        String quoted = JSON.writeValueAsString(secret);
        return quoted.substring(1, quoted.length() - 1);
    }
}
