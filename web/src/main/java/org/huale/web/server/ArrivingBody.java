package org.huale.web.server;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads a body as it comes, without a thread that waits for it, and has the request handled when all of it is there. Of a request that is
 * refused, before or meanwhile, the rest of the body is passed over, so that its sender sees the answer.
 */
final class ArrivingBody implements Runnable, BodyBudget.Holder {
    /** Of a body that is refused: more is not passed over for the sake of an answer. */
    private static final long MOST_PASSED_OVER = 1L << 28;

    private static final int LEAST = 1 << 10;
    private static final byte[] NONE = {};

    private final Exchange exchange;
    private final Request.Handler inner;
    private final BodyBudget budget;
    private final int mostBytes;
    private byte[] bytes = NONE; // guarded by this, since who gives way is asked by others
    private int length;
    private long passedOver;

    /** @param inner is given the request with its whole body */
    ArrivingBody(Exchange exchange, Request.Handler inner, BodyBudget budget, int mostBytes) {
        this.exchange = exchange;
        this.inner = inner;
        this.budget = budget;
        this.mostBytes = mostBytes;
    }

    /** Reads what is there. */
    @Override
    public void run() {
        Content.Chunk chunk = exchange.request().read();
        while (chunk != null && !isTheEnd(chunk)) {
            chunk = exchange.request().read();
        }
        if (chunk == null) {
            exchange.request().demand(this);
        }
    }

    private boolean isTheEnd(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            refuse(Failures.brokenOff(exchange.request(), chunk.getFailure()));
            exchange.bodyIsOver();
            return true;
        }
        take(chunk.getByteBuffer());
        chunk.release();
        if (!chunk.isLast() && passedOver <= MOST_PASSED_OVER) {
            return false;
        }
        end();
        return true;
    }

    private void take(ByteBuffer more) {
        int wanted = length + more.remaining();
        if (exchange.isRefused()) {
            passedOver += more.remaining();
        } else if (wanted > mostBytes) {
            refuse(new Denied(413, Failures.tooLarge(mostBytes)));
        } else if (hasRoomFor(wanted)) {
            append(more);
        }
    }

    private void refuse(Denied why) {
        budget.leave(this);
        exchange.refuse(why);
        letGo();
    }

    @Override
    public void giveWay() {
        exchange.refuse(new Denied(
                503, "the bodies on their way come to more than " + budget.most() + " bytes; send this one again"));
        letGo();
    }

    private synchronized void letGo() {
        bytes = NONE;
    }

    /** Room grows with what has come, since what a head says of the length may be a lie. */
    private boolean hasRoomFor(int wanted) {
        int room = room();
        if (wanted <= room) {
            return true;
        }
        int larger = Math.min(mostBytes, Math.max(Math.max(LEAST, wanted), 2 * room));
        if (!budget.claim(this, larger - room)) {
            return false;
        }
        grow(larger);
        return true;
    }

    private synchronized int room() {
        return bytes.length;
    }

    private synchronized void grow(int room) {
        if (!exchange.isRefused()) {
            bytes = Arrays.copyOf(bytes, room);
        }
    }

    private synchronized void append(ByteBuffer more) {
        if (!exchange.isRefused()) {
            int count = more.remaining();
            more.get(bytes, length, count);
            length += count;
        }
    }

    private void end() {
        if (budget.arrive(this)) {
            handle();
        } else {
            exchange.bodyIsOver();
        }
    }

    private void handle() {
        int room = room();
        Callback handled = Callback.from(exchange.callback(), () -> budget.handled(room));
        Request whole = new WholeRequest(exchange.request(), ByteBuffer.wrap(bytes, 0, length));
        Response response = exchange.response();
        try {
            if (!inner.handle(whole, response, handled)) {
                Response.writeError(whole, response, handled, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) { // as Jetty does with what handlers throw
            Response.writeError(whole, response, handled, e);
        }
    }

    /** A request whose body is there. */
    private static final class WholeRequest extends Request.Wrapper {
        private final Content.Source body;

        WholeRequest(Request request, ByteBuffer bytes) {
            super(request);
            this.body = Content.Source.from(bytes);
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable whenThere) {
            body.demand(whenThere);
        }

        @Override
        public void fail(Throwable fault) {
            body.fail(fault);
        }
    }
}
