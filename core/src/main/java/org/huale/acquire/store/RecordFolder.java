package org.huale.acquire.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** The files of one ending in a folder, by the names of what they hold: views, or vectors. */
final class RecordFolder<T> implements AutoCloseable {
    private final Path folder;
    private final String ending;
    private final PoolImages pool;
    private final Function<StoreHeader, Packing<T>> packing;
    private final Map<String, RecordStore<T>> stores = new TreeMap<>();

    RecordFolder(Path folder, String ending, PoolImages pool, Function<StoreHeader, Packing<T>> packing) {
        this.folder = folder;
        this.ending = ending;
        this.pool = pool;
        this.packing = packing;
    }

    /** @param check hears of every file and refuses those that do not fit */
    void open(Consumer<RecordFile> check) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
            for (Path path : files) {
                open(RecordFile.open(path), check);
            }
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private void open(RecordFile file, Consumer<RecordFile> check) {
        try {
            check.accept(file);
            put(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private RecordStore<T> put(RecordFile file) {
        RecordStore<T> store = new RecordStore<>(file, pool, packing.apply(file.header()));
        stores.put(file.header().view(), store);
        return store;
    }

    /** Makes the file of the name in the header. */
    RecordStore<T> create(StoreHeader header) {
        return put(RecordFile.create(folder.resolve(header.view() + ending), header));
    }

    @Nullable
    RecordStore<T> of(String name) {
        return stores.get(name);
    }

    /**
     * The headers of all files. They agree in the detector and its classes; what they keep may differ, and so may the version that
     * wrote them.
     */
    List<StoreHeader> headers() {
        return stores.values().stream().map(RecordStore::header).toList();
    }

    void addCounts(Map<String, Integer> counts) {
        stores.forEach((name, store) -> counts.merge(View.kind(name), store.count(), Integer::sum));
    }

    @Override
    public void close() {
        stores.values().forEach(RecordStore::close);
        stores.clear();
    }
}
