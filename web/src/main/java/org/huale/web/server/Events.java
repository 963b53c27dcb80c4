package org.huale.web.server;

import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.huale.web.desk.Desk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pages of every new state. A page that does not listen holds up no other: each is written to by itself, and what it
 * missed meanwhile is summed up in the state that comes next.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MOST_PAGES = 200;
    private static final long LOOK_MILLIS = 250;
    private static final int COMMENT_EVERY = 40; // looks: a sign of life each ten seconds

    private final Desk desk;
    private final Map<SseClient, Page> pages = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon("huale-events"));
    private final ExecutorService writers = Executors.newCachedThreadPool(daemon("huale-event-writer"));
    private final Future<?> looking;
    private long looks;

    private record Page(Supplier<Optional<String>> state, AtomicBoolean busy, long[] seen) {}

    Events(Desk desk) {
        this.desk = desk;
        this.looking = clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @param state as this page sees it; none where it may see nothing any more, which ends it */
    void add(SseClient client, Supplier<Optional<String>> state) {
        if (pages.size() >= MOST_PAGES) {
            throw new Denied(503, "too many pages listen");
        }
        client.keepAlive();
        Page page = new Page(state, new AtomicBoolean(), new long[] {Long.MIN_VALUE});
        client.onClose(() -> pages.remove(client));
        pages.put(client, page);
    }

    private void look() {
        try {
            looks++;
            long version = pages.isEmpty() ? 0 : desk.version();
            pages.forEach((client, page) -> tell(client, page, version));
        } catch (RuntimeException e) {
            LOG.warn("pages could not be told of a new state", e);
        }
    }

    private void tell(SseClient client, Page page, long version) {
        boolean fresh = page.seen()[0] != version;
        if ((fresh || looks % COMMENT_EVERY == 0) && page.busy().compareAndSet(false, true)) {
            writers.execute(() -> write(client, page, fresh, version));
        }
    }

    private void write(SseClient client, Page page, boolean fresh, long version) {
        try {
            if (fresh) {
                page.seen()[0] = version;
                page.state().get().ifPresentOrElse(state -> client.sendEvent("state", state), client::close);
            } else {
                client.sendComment("here");
            }
        } catch (RuntimeException e) {
            pages.remove(client);
            LOG.debug("a page was not told of a new state", e);
        } finally {
            page.busy().set(false);
        }
    }

    @Override
    public void close() {
        looking.cancel(true);
        clock.shutdownNow();
        writers.shutdownNow();
        pages.keySet().forEach(SseClient::close);
    }
}
