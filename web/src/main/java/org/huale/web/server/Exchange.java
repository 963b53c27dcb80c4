package org.huale.web.server;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request and its answer, which may be a refusal while the request's body still comes. */
final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicInteger open = new AtomicInteger(2); // the refusal and the body

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    Callback callback() {
        return callback;
    }

    boolean isRefused() {
        return refused.get();
    }

    /** Answers at once, but for a request that is refused already; any thread may do it. The exchange goes on until {@link #bodyIsOver}. */
    void refuse(Denied why) {
        if (!refused.compareAndSet(false, true)) {
            return;
        }
        Gate.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.setStatus(why.status());
        byte[] words = Json.bytes(Json.object().put("error", why.words()));
        response.write(true, ByteBuffer.wrap(words), Callback.from(this::oneIsOver, failed -> oneIsOver()));
    }

    /** Of a refused request nothing more is read. */
    void bodyIsOver() {
        oneIsOver();
    }

    private void oneIsOver() {
        if (open.decrementAndGet() == 0) {
            callback.succeeded(); // Jetty closes the connection where something was left
        }
    }
}
