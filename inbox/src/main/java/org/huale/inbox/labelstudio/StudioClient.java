package org.huale.inbox.labelstudio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Label Studio. What only reads is tried again after an outage; what makes something there is not, as nobody knows whether it was
 * made. Follows no redirect, as that would carry the token elsewhere.
 */
final class StudioClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(4); // of the five that a token lasts
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;
    private static final int SHOWN = 300;

    private final String url;
    private final StudioToken token;
    private final Clock clock;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private String access = "";
    private Instant renewed = Instant.EPOCH;

    /**
     * @param url without a slash at its end
     * @param clock by which short-lived tokens are renewed
     */
    StudioClient(String url, StudioToken token, Clock clock, Patience patience) {
        this.url = url;
        this.token = token;
        this.clock = clock;
        this.patience = patience;
    }

    /** @param repeatable whether doing it twice does no more than doing it once */
    private record Call(
            String method, String path, String contentType, BodyPublisher body, Duration limit, boolean repeatable) {}

    JsonNode get(String path) {
        return send(new Call("GET", path, "", BodyPublishers.noBody(), patience.answer(), true));
    }

    JsonNode post(String path, Object body) {
        return send(json("POST", path, body, false));
    }

    JsonNode patch(String path, Object body) {
        return send(json("PATCH", path, body, true));
    }

    JsonNode upload(String path, Multipart parts) {
        return send(new Call("POST", path, parts.contentType(), parts.body(), patience.upload(), false));
    }

    private Call json(String method, String path, Object body, boolean repeatable) {
        BodyPublisher text = BodyPublishers.ofString(JSON.writeValueAsString(body), UTF_8);
        return new Call(method, path, "application/json", text, patience.answer(), repeatable);
    }

    private JsonNode send(Call call) {
        for (Duration pause : patience.pauses()) {
            try {
                return once(call);
            } catch (StudioOutage e) {
                if (!(call.repeatable() || e.isUntouched()) || e.pause().compareTo(patience.longest()) > 0) {
                    throw e;
                }
                sleep(e.pause().compareTo(pause) > 0 ? e.pause() : pause);
            }
        }
        return once(call);
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StudioOutage("Label Studio at " + url + ": interrupted while waiting for it");
        }
    }

    private JsonNode once(Call call) {
        HttpResponse<byte[]> answer = exchange(call, authorization());
        if (answer.statusCode() == UNAUTHORIZED && token.isPersonal()) {
            renew();
            answer = exchange(call, authorization());
        }
        requireGood(call.method() + " " + call.path(), answer);
        return parsed(answer);
    }

    private String authorization() {
        if (!token.isPersonal()) {
            return "Token " + token.text();
        }
        if (Duration.between(renewed, clock.instant()).compareTo(RENEWED_AFTER) >= 0) {
            renew();
        }
        return "Bearer " + access;
    }

    private void renew() {
        Call call = json("POST", "/api/token/refresh/", Map.of("refresh", token.text()), true);
        Instant asked = clock.instant();
        HttpResponse<byte[]> answer = exchange(call, "");
        requireGood("the personal access token", answer);
        String given = parsed(answer).path("access").asString("");
        if (!StudioToken.isThreeParts(given)) {
            throw new StudioRefusal(answer.statusCode(), said("renews the token with something that is none"));
        }
        access = given;
        renewed = asked;
    }

    /** @param authorization empty for none */
    private HttpResponse<byte[]> exchange(Call call, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path()))
                .header("Accept", "application/json")
                .method(call.method(), call.body());
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return awaited(http.sendAsync(request.build(), head -> new BoundedBody(patience.mostBytes())), call.limit());
    }

    private HttpResponse<byte[]> awaited(CompletableFuture<HttpResponse<byte[]>> answer, Duration limit) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new StudioOutage(said("has not answered within " + limit.toSeconds() + " seconds"));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new StudioOutage(said("was asked, and nobody waited for the answer"));
        } catch (ExecutionException e) {
            throw fault(e.getCause() == null ? e : e.getCause());
        }
    }

    private HualeException fault(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return new StudioRefusal(0, said("cannot be understood: " + cause.getMessage()));
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new StudioOutage(said("cannot be reached"), true, Duration.ZERO);
        }
        if (cause instanceof IOException) {
            return new StudioOutage(said("broke off: " + safe(String.valueOf(cause.getMessage()))));
        }
        throw new IllegalStateException("asking Label Studio failed", cause);
    }

    private void requireGood(String asked, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        if (status == TOO_MANY || status >= SERVER_FAULT) {
            boolean rate = status == TOO_MANY;
            throw new StudioOutage(
                    said((rate ? "wants fewer requests" : "fails") + " (" + status + " to " + asked + detail(answer)
                            + ")"),
                    rate,
                    pause(answer));
        }
        throw new StudioRefusal(status, said(refusal(asked, answer)));
    }

    private String refusal(String asked, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status < 400) {
            return "redirects " + asked + " to '"
                    + safe(answer.headers().firstValue("Location").orElse("")) + "'; oracle.url must be where it is";
        }
        if (status == UNAUTHORIZED) {
            return "does not take the token (401" + detail(answer)
                    + "); make one in Account & Settings and put it into " + StudioToken.VARIABLE
                    + " or oracle.tokenFile";
        }
        if (status == FORBIDDEN) {
            return "does not allow this with the token: " + asked + " (403" + detail(answer) + ")";
        }
        return "refuses " + asked + " (" + status + detail(answer) + ")";
    }

    /** Seconds alone; a date, which Label Studio does not send, counts as none. */
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
            JsonNode fields = body.path("validation_errors");
            String whole = detail + (fields.isObject() && !fields.isEmpty() ? " " + fields : "");
            return whole.isBlank() ? "" : ": " + safe(whole);
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
            throw new StudioRefusal(
                    answer.statusCode(),
                    said("answers with something that is not JSON; is this the address of a Label Studio?"));
        }
    }

    private String said(String what) {
        return "Label Studio at " + url + " " + what;
    }

    /** Words of the server as they may be shown: short, without control characters and without a token that it sends back. */
    private String safe(String words) {
        String shown = words.replace(token.text(), "(token)").replaceAll("\\p{Cntrl}+", " ");
        shown = access.isEmpty() ? shown : shown.replace(access, "(token)");
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    }
}
