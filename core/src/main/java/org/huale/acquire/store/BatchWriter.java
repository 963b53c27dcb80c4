package org.huale.acquire.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;

/** Gathers what a detector hands over and writes it when a batch is complete. */
final class BatchWriter implements BiConsumer<ImageId, Detections> {
    private final ViewStore store;
    private final Iterator<List<ImageRecord>> batches;
    private final List<ImageId> images = new ArrayList<>();
    private final List<Detections> detections = new ArrayList<>();
    private int wanted;

    BatchWriter(ViewStore store, Iterable<List<ImageRecord>> batches) {
        this.store = store;
        this.batches = batches.iterator();
        begin();
    }

    @Override
    public void accept(ImageId image, Detections found) {
        images.add(image);
        detections.add(found);
        if (images.size() == wanted) {
            store.append(images, detections);
            begin();
        }
    }

    private void begin() {
        images.clear();
        detections.clear();
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
