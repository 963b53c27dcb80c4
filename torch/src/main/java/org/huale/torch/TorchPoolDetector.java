package org.huale.torch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.image.ImageReader;
import org.huale.torch.rcnn.PreparedImage;
import org.huale.torch.train.CheckedReader;
import org.huale.torch.train.ImageWorkers;
import org.huale.torch.train.TrainingOptions;

/**
 * Detects in views of many images, which are read, turned into the view and resized ahead on threads of their own. An image
 * is in a batch only with images that are padded to the same size, so that its company changes at most the last bits of what
 * is found in it. Belongs to the thread that opened it.
 */
public final class TorchPoolDetector implements PoolDetector {
    private static final TrainingOptions.Loader LOADER = TrainingOptions.Loader.defaults();

    private final TorchDetector detector;
    private final CheckedReader reader;
    private final int batchSize;

    private TorchPoolDetector(TorchDetector detector, ImageReader reader, int batchSize) {
        this.detector = detector;
        this.reader = new CheckedReader(reader);
        this.batchSize = batchSize;
    }

    /**
     * Reads weights.
     *
     * @param batchSize images detected in together, at least 1
     * @throws org.huale.problem.HualeException as {@link TorchDetector#open}
     */
    public static TorchPoolDetector open(TorchDetector.Source source, ImageReader reader, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        return new TorchPoolDetector(TorchDetector.open(source), reader, batchSize);
    }

    @Override
    public ClassNames classes() {
        return detector.classes();
    }

    @Override
    public boolean predictsVariances() {
        return detector.predictsVariances();
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return () -> new EqualSizeBatches(images, batchSize, detector.transform()::paddedAlone);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        try (Ahead ahead = new Ahead(batches(images).iterator(), view)) {
            while (ahead.hasNext()) {
                Pending batch = ahead.next();
                List<Detections> found = detector.detectPrepared(
                        batch.images().stream().map(ImageWorkers::await).toList());
                for (int i = 0; i < found.size(); i++) {
                    ImageRecord record = batch.records().get(i);
                    sink.accept(record.id(), view.toOriginal(record, found.get(i)));
                }
            }
        }
    }

    @Override
    public void close() {
        detector.close();
    }

    private PreparedImage prepare(ImageRecord record, View view) {
        return detector.transform().of(view.of(record, reader::read));
    }

    private record Pending(List<ImageRecord> records, List<Future<PreparedImage>> images) {}

    /** The batches, a few of them under way. */
    private final class Ahead implements AutoCloseable {
        private final ImageWorkers workers = new ImageWorkers(LOADER.usedThreads());
        private final Iterator<List<ImageRecord>> batches;
        private final View view;
        private final Queue<Pending> pending = new ArrayDeque<>();

        Ahead(Iterator<List<ImageRecord>> batches, View view) {
            this.batches = batches;
            this.view = view;
            fill();
        }

        boolean hasNext() {
            return !pending.isEmpty();
        }

        Pending next() {
            Pending next = pending.remove();
            fill();
            return next;
        }

        private void fill() {
            while (batches.hasNext() && pending.size() <= LOADER.batchesAhead()) {
                List<ImageRecord> records = batches.next();
                pending.add(new Pending(
                        records,
                        records.stream()
                                .map(record -> workers.submit(() -> prepare(record, view)))
                                .toList()));
            }
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
