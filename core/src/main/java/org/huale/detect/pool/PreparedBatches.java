package org.huale.detect.pool;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.huale.dataset.ImageRecord;

/** Batches of images, each made ready by then or waited for, and some more under way. */
final class PreparedBatches<P> implements AutoCloseable {
    private final ImageWorkers workers;
    private final int ahead;
    private final Iterator<List<ImageRecord>> batches;
    private final Function<ImageRecord, P> preparation;
    private final Queue<Pending<P>> pending = new ArrayDeque<>();

    /** @param preparation called by many threads */
    PreparedBatches(Iterator<List<ImageRecord>> batches, Function<ImageRecord, P> preparation, ReadAhead ahead) {
        this.workers = new ImageWorkers(ahead.threads());
        this.ahead = ahead.batches();
        this.batches = batches;
        this.preparation = preparation;
        fill();
    }

    /** A batch that is under way. */
    record Pending<P>(List<ImageRecord> records, List<Future<P>> images) {

        /** Waits for all images; what the preparation of one threw is thrown here. */
        List<P> prepared() {
            return images.stream().map(ImageWorkers::await).toList();
        }
    }

    boolean hasNext() {
        return !pending.isEmpty();
    }

    Pending<P> next() {
        Pending<P> next = pending.remove();
        fill();
        return next;
    }

    private void fill() {
        while (batches.hasNext() && pending.size() <= ahead) {
            List<ImageRecord> records = batches.next();
            pending.add(new Pending<>(
                    records,
                    records.stream()
                            .map(record -> workers.submit(() -> preparation.apply(record)))
                            .toList()));
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
