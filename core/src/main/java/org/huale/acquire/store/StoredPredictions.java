package org.huale.acquire.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Predictions in a folder, a file for each view and for each vector. What is missing is computed when asked for and written batch by batch as it
 * comes; a process that was killed loses the batch it was at. The same requests in the same order go through the detector in
 * the same batches whether or not the process was killed in between, and hence give the same bits. Belongs to one thread; a
 * second process on the folder is refused.
 */
public final class StoredPredictions implements KeptPredictions {
    private static final String VIEW_ENDING = ".predictions";
    private static final String VECTOR_ENDING = ".vectors";

    private final Origin origin;
    private final PoolImages pool;
    private final Set<EvidencePart> keep;
    private final FolderLock lock;
    private final RecordFolder<Detections> views;
    private final RecordFolder<float[]> vectors;
    private @Nullable PoolDetector detector;

    /**
     * What makes the predictions.
     *
     * @param identity what tells this detector from others, such as the weights' hash, by what is said; a folder with
     *     predictions of another identity is refused
     * @param detector opens it; called at most once, only when something is missing, and the store closes what it gave
     */
    public record Origin(Map<String, String> identity, Supplier<PoolDetector> detector) {}

    private StoredPredictions(Path folder, Origin origin, Dataset pool, Set<EvidencePart> keep) throws IOException {
        this.origin = origin;
        this.pool = new PoolImages(pool);
        this.keep = Set.copyOf(keep);
        this.views = new RecordFolder<>(folder, VIEW_ENDING, this.pool, header -> new PackedDetections(header.kept()));
        this.vectors = new RecordFolder<>(folder, VECTOR_ENDING, this.pool, header -> new PackedVectors());
        this.lock = FolderLock.take(folder, "predicting into it");
    }

    /**
     * Opens a folder, made where missing.
     *
     * @param pool every image that will be asked for
     * @param keep parts of the evidence that are kept; without any, detections come back without evidence, and a part that
     *     is not kept comes back empty
     * @throws HualeException where another process has the folder, or its predictions were made by another detector or
     *     without a part that is now to be kept; the message says what differs
     */
    public static StoredPredictions open(Path folder, Origin origin, Dataset pool, Set<EvidencePart> keep) {
        StoredPredictions opened = alone(folder, origin, pool, keep);
        try {
            opened.openFiles();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static StoredPredictions alone(Path folder, Origin origin, Dataset pool, Set<EvidencePart> keep) {
        try {
            Files.createDirectories(folder);
            return new StoredPredictions(folder, origin, pool, keep);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** As above, for a folder that will only ever be used with the same detector. */
    public static StoredPredictions open(
            Path folder, Supplier<PoolDetector> detector, Dataset pool, Set<EvidencePart> keep) {
        return open(folder, new Origin(Map.of(), detector), pool, keep);
    }

    @Override
    public ClassNames classes() {
        StoreHeader header = header();
        return header == null ? detector().classes() : header.classNames();
    }

    @Override
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> known = new TreeSet<>(keep);
        if (headers().isEmpty()) {
            known.retainAll(detector().evidence());
        }
        headers().forEach(header -> known.retainAll(header.known())); // one of an earlier version may promise too much
        return known;
    }

    @Override
    public Map<String, float[]> classStatistics() {
        StoreHeader header = header();
        return header == null ? detector().classStatistics() : header.statistics();
    }

    @Override
    public boolean describes(String vector) {
        return vectors.of(vector) != null || detector().vectors().contains(vector);
    }

    @Override
    public ImageRecord record(ImageId image) {
        return pool.at(pool.position(image));
    }

    /**
     * {@inheritDoc}
     *
     * @throws HualeException where an image cannot be read, the disk is full, or the detector lacks a part that is to be
     *     kept
     */
    @Override
    public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
        give(ofView(view), images, sink);
    }

    /**
     * {@inheritDoc}
     *
     * @throws HualeException as where they are asked for
     */
    @Override
    public void prepare(View view, Collection<ImageId> images) {
        complete(ofView(view), pool.positions(images));
    }

    private Request<Detections> ofView(View view) {
        return new Request<>(
                views, view.name(), keep, (records, to) -> detector().detect(records, view, to));
    }

    /**
     * {@inheritDoc}
     *
     * @throws HualeException where an image cannot be read, the disk is full, or the detector does not give the vector
     */
    @Override
    public void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
        if (!describes(vector)) {
            throw new HualeException("the detector gives no " + vector + " of images, which the strategy needs");
        }
        give(
                new Request<>(
                        vectors, vector, Set.of(), (records, to) -> detector().describe(records, vector, to)),
                images,
                sink);
    }

    /** What is here of one image; null where it was never asked for. Computes nothing. */
    public @Nullable Detections known(View view, ImageId image) {
        int position = pool.position(image);
        RecordStore<Detections> store = views.of(view.name());
        return store != null && store.has(position) ? store.read(position) : null;
    }

    @Override
    public Map<String, Integer> forwards() {
        Map<String, Integer> forwards = new TreeMap<>();
        views.addCounts(forwards);
        vectors.addCounts(forwards);
        return forwards;
    }

    @Override
    public void close() {
        views.close();
        vectors.close();
        if (detector != null) {
            detector.close();
            detector = null;
        }
        lock.close();
    }

    /** One way of the detector through images. */
    private interface Pass<T> {
        void over(List<ImageRecord> images, BiConsumer<ImageId, T> sink);
    }

    /** What is asked for, where it is kept, and how it is computed. */
    private record Request<T>(RecordFolder<T> shelf, String name, Set<EvidencePart> keep, Pass<T> pass) {

        BitSet missing(int[] positions) {
            RecordStore<T> store = shelf.of(name);
            BitSet missing = new BitSet();
            for (int position : positions) {
                if (store == null || !store.has(position)) {
                    missing.set(position);
                }
            }
            return missing;
        }
    }

    private <T> void give(Request<T> request, Collection<ImageId> images, BiConsumer<ImageId, T> sink) {
        int[] positions = pool.positions(images);
        complete(request, positions);
        RecordStore<T> store = request.shelf().of(request.name());
        if (store != null) {
            store.read(positions, sink);
        }
    }

    private <T> void complete(Request<T> request, int[] positions) {
        BitSet missing = request.missing(positions);
        if (!missing.isEmpty()) {
            compute(request, pool.at(missing));
        }
    }

    private <T> void compute(Request<T> request, List<ImageRecord> images) {
        PoolDetector.lacking(request.keep(), detector()).ifPresent(lacking -> {
            throw new HualeException("the detector " + lacking);
        });
        RecordStore<T> known = request.shelf().of(request.name());
        RecordStore<T> store = known == null
                ? request.shelf().create(StoreHeader.of(request.name(), origin.identity(), request.keep(), detector()))
                : known;
        BatchWriter<T> writer = new BatchWriter<>(store, detector().batches(images));
        request.pass().over(images, writer);
        writer.requireDone();
        store.settle();
    }

    private PoolDetector detector() {
        if (detector == null) {
            detector = origin.detector().get();
        }
        return detector;
    }

    private @Nullable StoreHeader header() {
        List<StoreHeader> headers = headers();
        return headers.isEmpty() ? null : headers.get(0);
    }

    /** Those of views, and of vectors only where nothing was detected yet: with vectors no evidence is kept. */
    private List<StoreHeader> headers() {
        List<StoreHeader> ofViews = views.headers();
        return ofViews.isEmpty() ? vectors.headers() : ofViews;
    }

    private void openFiles() {
        views.open(file -> file.header().requireFits(file.path().toString(), origin.identity(), keep));
        vectors.open(file -> file.header().requireFits(file.path().toString(), origin.identity(), Set.of()));
    }
}
