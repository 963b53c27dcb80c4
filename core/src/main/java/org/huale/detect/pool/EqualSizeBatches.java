package org.huale.detect.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;

/**
 * Images in batches of one padded size, in the order in which batches fill up; what does not fill one comes last, by the size
 * that was met first. Without the images of the first n batches the rest of the batches is the same.
 */
final class EqualSizeBatches implements Iterator<List<ImageRecord>> {
    private final Iterator<ImageRecord> images;
    private final int batchSize;
    private final UnaryOperator<ImageSize> padded;
    private final Map<ImageSize, List<ImageRecord>> open = new LinkedHashMap<>();

    EqualSizeBatches(List<ImageRecord> images, int batchSize, UnaryOperator<ImageSize> padded) {
        this.images = images.iterator();
        this.batchSize = batchSize;
        this.padded = padded;
    }

    @Override
    public boolean hasNext() {
        return images.hasNext() || !open.isEmpty();
    }

    @Override
    public List<ImageRecord> next() {
        while (images.hasNext()) {
            ImageRecord image = images.next();
            ImageSize size = padded.apply(image.size());
            List<ImageRecord> batch = open.computeIfAbsent(size, it -> new ArrayList<>());
            batch.add(image);
            if (batch.size() == batchSize) {
                open.remove(size);
                return batch;
            }
        }
        Iterator<List<ImageRecord>> rest = open.values().iterator();
        List<ImageRecord> batch = rest.next();
        rest.remove();
        return batch;
    }
}
