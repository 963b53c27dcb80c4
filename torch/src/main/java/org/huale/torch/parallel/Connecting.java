package org.huale.torch.parallel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bytedeco.pytorch.Backend;
import org.huale.torch.stdio.NativeOutput;

/** A group whose connections are being made, on a thread of its own: libtorch cannot be interrupted there, but left alone. */
final class Connecting {
    private final Link link;
    private final CompletableFuture<Backend> group;

    private Connecting(Link link, CompletableFuture<Backend> group) {
        this.link = link;
        this.group = group;
    }

    static Connecting begun(Link link, Member self) {
        return new Connecting(
                link,
                CompletableFuture.supplyAsync(
                        () -> NativeOutput.logged(() -> link.exchange().connect(link.store(), self)), // it says so
                        Connecting::aside));
    }

    private static void aside(Runnable work) {
        Thread thread = new Thread(work, "huale-connecting");
        thread.setDaemon(true);
        thread.start();
    }

    boolean isDone() {
        return group.isDone();
    }

    /** @throws LostRankException where not all are connected, or cannot be */
    Backend group() {
        if (!isDone()) {
            throw new LostRankException(
                    "not all processes could be connected within " + MeetingPoint.MOST_SECONDS + " s", null);
        }
        try {
            return group.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw LostRankException.unknown(cause == null ? e : cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LostRankException.unknown(e);
        }
    }

    /** Nobody wants the group any more: it ends as soon as it is there, before the store by which it meets, never the other way round. */
    void leave() {
        var unused = group.whenComplete((made, failure) -> {
            if (made == null) {
                link.store().close();
            } else {
                link.end(made);
            }
        });
    }
}
