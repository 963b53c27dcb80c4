package org.huale.torch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.image.ImageReader;
import org.huale.torch.companion.Companions;
import org.huale.torch.companion.TrainedCompanion;
import org.huale.torch.memory.TensorScope;
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
    private final List<TrainedCompanion> companions;

    private TorchPoolDetector(
            TorchDetector detector, ImageReader reader, int batchSize, List<TrainedCompanion> companions) {
        this.detector = detector;
        this.companions = companions;
        this.reader = new CheckedReader(reader);
        this.batchSize = batchSize;
    }

    /**
     * Reads weights, and those of companions that lie beside them.
     *
     * @param batchSize images detected in together, at least 1
     * @throws org.huale.problem.HualeException as {@link TorchDetector#open}, or where a companion cannot be opened
     */
    public static TorchPoolDetector open(TorchDetector.Source source, ImageReader reader, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        TorchDetector detector = TorchDetector.open(source);
        try {
            return new TorchPoolDetector(
                    detector, reader, batchSize, Companions.open(source.weights(), detector.device()));
        } catch (RuntimeException e) {
            detector.close();
            throw e;
        }
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
        each(
                images,
                record -> prepare(record, view),
                detector::detectPrepared,
                (record, found) -> sink.accept(record.id(), view.toOriginal(record, found)));
    }

    @Override
    public Set<String> vectors() {
        Set<String> vectors = new TreeSet<>(Set.of(POOLED_FEATURES));
        if (detector.hasFrozenBackbone()) {
            vectors.add(BACKBONE_FEATURES);
        }
        for (TrainedCompanion companion : companions) {
            vectors.addAll(companion.vectorsOfPyramids());
            vectors.addAll(companion.vectorsOfImages());
        }
        return vectors;
    }

    @Override
    public Map<String, float[]> classStatistics() {
        Map<String, float[]> statistics = new TreeMap<>();
        companions.forEach(it -> statistics.putAll(it.classStatistics()));
        return statistics;
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        BiConsumer<ImageRecord, float[]> named = (record, numbers) -> sink.accept(record.id(), numbers);
        if (vector.equals(POOLED_FEATURES)) {
            each(images, record -> prepare(record, View.ORIGINAL), detector::pooledFeatures, named);
            return;
        }
        if (vector.equals(BACKBONE_FEATURES) && detector.hasFrozenBackbone()) {
            each(images, record -> prepare(record, View.ORIGINAL), detector::backboneFeatures, named);
            return;
        }
        for (TrainedCompanion companion : companions) {
            if (companion.vectorsOfPyramids().contains(vector)) {
                each(
                        images,
                        record -> prepare(record, View.ORIGINAL),
                        batch -> detector.ofPyramid(batch, pyramid -> companion.describe(vector, pyramid)),
                        named);
                return;
            }
            if (companion.vectorsOfImages().contains(vector)) {
                each(
                        images,
                        reader::read,
                        batch -> TensorScope.withoutGradient(() -> companion.describe(vector, batch)),
                        named);
                return;
            }
        }
        throw new IllegalArgumentException("knows no vector " + vector + ", only " + vectors());
    }

    /** Sends images through the network batch after batch, and hands over what comes out of each. */
    private <P, T> void each(
            List<ImageRecord> images,
            Function<ImageRecord, P> preparation,
            Function<List<P>, List<T>> network,
            BiConsumer<ImageRecord, T> sink) {
        try (Ahead<P> ahead = new Ahead<>(batches(images).iterator(), preparation)) {
            while (ahead.hasNext()) {
                Pending<P> batch = ahead.next();
                List<T> results = network.apply(
                        batch.images().stream().map(ImageWorkers::await).toList());
                for (int i = 0; i < results.size(); i++) {
                    sink.accept(batch.records().get(i), results.get(i));
                }
            }
        }
    }

    @Override
    public void close() {
        companions.forEach(TrainedCompanion::close);
        detector.close();
    }

    private PreparedImage prepare(ImageRecord record, View view) {
        return detector.transform().of(view.of(record, reader::read));
    }

    private record Pending<P>(List<ImageRecord> records, List<Future<P>> images) {}

    /** The batches, a few of them under way. */
    private static final class Ahead<P> implements AutoCloseable {
        private final ImageWorkers workers = new ImageWorkers(LOADER.usedThreads());
        private final Iterator<List<ImageRecord>> batches;
        private final Function<ImageRecord, P> preparation;
        private final Queue<Pending<P>> pending = new ArrayDeque<>();

        Ahead(Iterator<List<ImageRecord>> batches, Function<ImageRecord, P> preparation) {
            this.batches = batches;
            this.preparation = preparation;
            fill();
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
            while (batches.hasNext() && pending.size() <= LOADER.batchesAhead()) {
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
}
