package org.huale.acquire.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** Gathers what a detector hands over and writes it when a batch is complete. */
final class BatchWriter<T> implements BiConsumer<ImageId, T> {
    private final RecordStore<T> store;
    private final Iterator<List<ImageRecord>> batches;
    private final List<ImageId> images = new ArrayList<>();
    private final List<T> values = new ArrayList<>();
    private int wanted;

    BatchWriter(RecordStore<T> store, Iterable<List<ImageRecord>> batches) {
        this.store = store;
        this.batches = batches.iterator();
        begin();
    }

    @Override
    public void accept(ImageId image, T found) {
        images.add(image);
        values.add(found);
        if (images.size() == wanted) {
            store.append(images, values);
            begin();
        }
    }

    private void begin() {
        images.clear();
        values.clear();
        wanted = batches.hasNext() ? batches.next().size() : 0;
    }

    /** @throws IllegalStateException where the detector left images out or gave some that were not asked for */
    void requireDone() {
        if (wanted > 0 || !images.isEmpty()) {
            throw new IllegalStateException("the detector did not hand over each image once: " + images.size()
                    + " of a batch of " + wanted + " at the end");
        }
    }
}
