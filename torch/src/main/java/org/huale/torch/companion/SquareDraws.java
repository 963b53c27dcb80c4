package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.pool.CheckedReader;
import org.huale.detect.pool.ImageWorkers;
import org.huale.image.ImageReader;
import org.huale.random.Seeds;
import org.huale.torch.train.batch.BatchSequence;
import org.huale.torch.train.batch.EpochSampler;

/**
 * Batches of square images without end: pass after pass over the images, each in an order of its own. The n-th batch depends
 * on the seeds and n alone. Images are read ahead; made square they are kept as far as they fit.
 */
final class SquareDraws implements AutoCloseable {
    private static final long KEPT_BYTES = 256L << 20;

    private final List<ImageRecord> images;
    private final BatchSequence batches;
    private final CheckedReader reader;
    private final SquareImages squares;
    private final ImageWorkers workers = new ImageWorkers(1);
    private final Map<ImageId, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicLong keptBytes = new AtomicLong();
    private long ahead = -1;
    private List<Future<byte[]>> underWay = List.of();

    /** Where images come from and what they are made to. */
    record Reading(ImageReader reader, SquareImages squares) {}

    /** @param images at least one */
    SquareDraws(List<ImageRecord> images, int batchSize, Reading reading, Seeds seeds) {
        this.images = List.copyOf(images);
        this.reader = new CheckedReader(reading.reader());
        this.squares = reading.squares();
        this.batches = new BatchSequence(new EpochSampler(
                images.stream().map(ImageRecord::size).toList(), Math.min(batchSize, images.size()), false, seeds));
    }

    /**
     * Waits for a batch.
     *
     * @throws org.huale.problem.HualeException where one of its images cannot be read
     */
    List<byte[]> batch(long number) {
        List<Future<byte[]>> wanted = number == ahead ? underWay : submitted(number);
        List<byte[]> batch = new ArrayList<>();
        for (Future<byte[]> image : wanted) {
            batch.add(ImageWorkers.await(image));
        }
        ahead = number + 1;
        underWay = submitted(ahead);
        return batch;
    }

    @Override
    public void close() {
        workers.close();
    }

    private List<Future<byte[]>> submitted(long number) {
        return batches.batch(number).stream()
                .map(position -> workers.submit(() -> square(images.get(position))))
                .toList();
    }

    private byte[] square(ImageRecord image) {
        byte[] known = kept.get(image.id());
        if (known != null) {
            return known;
        }
        byte[] square = squares.of(reader.read(image));
        if (keptBytes.get() + square.length <= KEPT_BYTES && kept.put(image.id(), square) == null) {
            keptBytes.addAndGet(square.length);
        }
        return square;
    }
}
