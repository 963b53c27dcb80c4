package org.huale.web.server;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses by its head alone what need not be read: a body that says of itself that it is too large, and whoever may not ask. The answer goes out at
 * once, and what still comes of the body is passed over, so that its sender sees the answer.
 */
final class Entrance extends Handler.Wrapper {
    /** Of a body that is refused: more is not passed over for the sake of an answer. */
    private static final long MOST_PASSED_OVER = 1L << 28;

    private final Consumer<Request> check;
    private final int mostBytes;

    /**
     * @param inner that reads bodies
     * @param check throws {@link Denied} where a request is refused
     */
    Entrance(Handler inner, Consumer<Request> check, int mostBytes) {
        super(inner);
        this.check = check;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            check.accept(request);
            requireSize(request);
        } catch (Denied e) {
            refuse(e, response, new Leftover(request, callback));
            return true;
        }
        return super.handle(request, response, callback);
    }

    private void requireSize(Request request) {
        if (request.getLength() > mostBytes) {
            throw new Denied(413, Failures.tooLarge(mostBytes));
        }
    }

    private static void refuse(Denied refusal, Response response, Leftover then) {
        Gate.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.setStatus(refusal.status());
        byte[] words = Json.bytes(Json.object().put("error", refusal.words()));
        response.write(true, ByteBuffer.wrap(words), then);
    }

    /** Passes over what comes of a body, without a thread that waits for it, and ends the connection where that is too much. */
    private static final class Leftover implements Callback, Runnable {
        private final Request request;
        private final Callback end;
        private long left = MOST_PASSED_OVER;

        Leftover(Request request, Callback end) {
            this.request = request;
            this.end = end;
        }

        @Override
        public void succeeded() {
            run();
        }

        @Override
        public void failed(Throwable fault) {
            end.failed(fault);
        }

        @Override
        public void run() {
            Content.Chunk chunk = request.read();
            while (chunk != null && !isTheEnd(chunk)) {
                chunk = request.read();
            }
            if (chunk == null) {
                request.demand(this);
            } else {
                end.succeeded(); // Jetty closes the connection where something was left
            }
        }

        private boolean isTheEnd(Content.Chunk chunk) {
            left -= chunk.remaining();
            chunk.release();
            return chunk.isLast() || Content.Chunk.isFailure(chunk) || left < 0;
        }
    }
}
