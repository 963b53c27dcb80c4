package org.huale.acquire.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.huale.acquire.AcquisitionStrategy.Evidence;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Predictions in a folder, a file for each view. What is missing is computed when asked for and written batch by batch as it
 * comes; a process that was killed loses the batch it was at. The same requests in the same order go through the detector in
 * the same batches whether or not the process was killed in between, and hence give the same bits. Belongs to one thread; a
 * second process on the folder is refused.
 */
public final class StoredPredictions implements KeptPredictions {
    private static final String ENDING = ".predictions";

    private final Path folder;
    private final Origin origin;
    private final PoolImages pool;
    private final Set<Evidence> keep;
    private final FolderLock lock;
    private final Map<String, ViewStore> views = new TreeMap<>();
    private @Nullable PoolDetector detector;

    /**
     * What makes the predictions.
     *
     * @param identity what tells this detector from others, such as the weights' hash, by what is said; a folder with
     *     predictions of another identity is refused
     * @param detector opens it; called at most once, only when something is missing, and the store closes what it gave
     */
    public record Origin(Map<String, String> identity, Supplier<PoolDetector> detector) {}

    private StoredPredictions(Path folder, Origin origin, Dataset pool, Set<Evidence> keep) throws IOException {
        this.folder = folder;
        this.origin = origin;
        this.pool = new PoolImages(pool);
        this.keep = Set.copyOf(keep);
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
    public static StoredPredictions open(Path folder, Origin origin, Dataset pool, Set<Evidence> keep) {
        StoredPredictions opened = alone(folder, origin, pool, keep);
        try {
            opened.openViews();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static StoredPredictions alone(Path folder, Origin origin, Dataset pool, Set<Evidence> keep) {
        try {
            Files.createDirectories(folder);
            return new StoredPredictions(folder, origin, pool, keep);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** As above, for a folder that will only ever be used with the same detector. */
    public static StoredPredictions open(
            Path folder, Supplier<PoolDetector> detector, Dataset pool, Set<Evidence> keep) {
        return open(folder, new Origin(Map.of(), detector), pool, keep);
    }

    @Override
    public ClassNames classes() {
        return views.isEmpty() ? detector().classes() : anyHeader().classNames();
    }

    @Override
    public boolean hasVariances() {
        return views.isEmpty() ? detector().predictsVariances() : anyHeader().variances();
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
        int[] positions = pool.positions(images);
        if (positions.length == 0) {
            return;
        }
        BitSet missing = missing(view, positions);
        ViewStore store = missing.isEmpty() ? views.get(view.name()) : compute(view, pool.at(missing));
        if (store != null) {
            store.read(positions, sink);
        }
    }

    /** What is here of one image; null where it was never asked for. Computes nothing. */
    public @Nullable Detections known(View view, ImageId image) {
        int position = pool.position(image);
        ViewStore store = views.get(view.name());
        return store != null && store.has(position) ? store.read(position) : null;
    }

    @Override
    public Map<String, Integer> forwards() {
        Map<String, Integer> forwards = new TreeMap<>();
        views.forEach((view, store) -> forwards.put(view, store.count()));
        return forwards;
    }

    @Override
    public void close() {
        views.values().forEach(ViewStore::close);
        views.clear();
        if (detector != null) {
            detector.close();
            detector = null;
        }
        lock.close();
    }

    private BitSet missing(View view, int[] positions) {
        ViewStore store = views.get(view.name());
        BitSet missing = new BitSet();
        for (int position : positions) {
            if (store == null || !store.has(position)) {
                missing.set(position);
            }
        }
        return missing;
    }

    private ViewStore compute(View view, List<ImageRecord> images) {
        PoolDetector opened = detector();
        ViewStore known = views.get(view.name());
        ViewStore store = known == null ? create(view, opened) : known;
        BatchWriter writer = new BatchWriter(store, opened.batches(images));
        opened.detect(images, view, writer);
        writer.requireDone();
        store.settle();
        return store;
    }

    private ViewStore create(View view, PoolDetector opened) {
        StoreHeader header = new StoreHeader(
                StoreHeader.FORMAT,
                view.name(),
                origin.identity(),
                List.copyOf(keep),
                opened.classes().names(),
                opened.predictsVariances());
        ViewStore store = new ViewStore(ViewFile.create(folder.resolve(view.name() + ENDING), header), pool);
        views.put(view.name(), store);
        return store;
    }

    private PoolDetector detector() {
        if (detector == null) {
            detector = origin.detector().get();
        }
        return detector;
    }

    private StoreHeader anyHeader() {
        return views.values().iterator().next().header();
    }

    private void openViews() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path path : files) {
                openView(ViewFile.open(path));
            }
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private void openView(ViewFile file) {
        try {
            file.header().requireFits(file.path(), origin.identity(), keep);
            views.put(file.header().view(), new ViewStore(file, pool));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
