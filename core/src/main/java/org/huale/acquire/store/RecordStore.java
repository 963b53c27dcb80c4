package org.huale.acquire.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;

/** What is kept of images under one name: a file, and in memory where the record of each image of the pool is. */
final class RecordStore<T> implements AutoCloseable {
    private static final long WINDOW_BYTES = 16 << 20;
    private static final int WINDOW_IMAGES = 4096;

    private final RecordFile file;
    private final PoolImages pool;
    private final Packing<T> packing;
    private final long[] offsets; // 0 where there is none: the file begins with its header
    private final int[] lengths;
    private final int[] checksums;
    private int count;

    RecordStore(RecordFile file, PoolImages pool, Packing<T> packing) {
        this.file = file;
        this.pool = pool;
        this.packing = packing;
        this.offsets = new long[pool.size()];
        this.lengths = new int[pool.size()];
        this.checksums = new int[pool.size()];
        file.scan(this::found);
    }

    StoreHeader header() {
        return file.header();
    }

    /** Images of the pool that are here. */
    int count() {
        return count;
    }

    boolean has(int position) {
        return offsets[position] > 0;
    }

    /** Writes what is kept of a batch of images, all or none. */
    void append(List<ImageId> images, List<T> values) {
        Frame frame = new Frame();
        for (int i = 0; i < images.size(); i++) {
            frame.add(images.get(i), packing.pack(values.get(i)));
        }
        long offset = file.append(frame.toBytes()) + frame.headLength();
        for (Frame.Entry entry : frame.entries()) {
            found(entry, offset);
            offset += entry.length();
        }
    }

    void settle() {
        file.settle();
    }

    /**
     * Hands over the images at some positions in that order. Reads a window of them at a time, by ascending place in the
     * file, so that the disk is gone through forwards.
     */
    void read(int[] positions, BiConsumer<ImageId, T> sink) {
        int from = 0;
        while (from < positions.length) {
            int to = windowEnd(positions, from);
            byte[][] records = window(positions, from, to);
            for (int i = from; i < to; i++) {
                byte[] record = records[i - from];
                records[i - from] = new byte[0];
                sink.accept(pool.id(positions[i]), packing.unpack(record));
            }
            from = to;
        }
    }

    T read(int position) {
        return packing.unpack(record(position));
    }

    private int windowEnd(int[] positions, int from) {
        long bytes = 0;
        int to = from;
        while (to < positions.length && to - from < WINDOW_IMAGES && (to == from || bytes < WINDOW_BYTES)) {
            bytes += lengths[positions[to++]];
        }
        return to;
    }

    private byte[][] window(int[] positions, int from, int to) {
        byte[][] records = new byte[to - from][];
        IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingLong(i -> offsets[positions[i]]))
                .forEach(i -> records[i - from] = record(positions[i]));
        return records;
    }

    private byte[] record(int position) {
        if (!has(position)) {
            throw new IllegalStateException("image " + pool.id(position) + " has no predictions yet");
        }
        return file.record(offsets[position], lengths[position], checksums[position]);
    }

    private void found(Frame.Entry entry, long offset) {
        int position = pool.find(entry.image());
        if (position == PoolImages.NONE) {
            return; // no longer in the pool
        }
        count += has(position) ? 0 : 1;
        offsets[position] = offset;
        lengths[position] = entry.length();
        checksums[position] = entry.checksum();
    }

    @Override
    public void close() {
        file.close();
        Arrays.fill(offsets, 0);
    }
}
