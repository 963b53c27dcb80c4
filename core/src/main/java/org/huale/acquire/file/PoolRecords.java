package org.huale.acquire.file;

import java.util.HashMap;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.identity.ImageIdentity;

/** The images of a pool by their ids, and by all that a file may call them. */
final class PoolRecords {
    private final Map<ImageId, ImageRecord> records = new HashMap<>();
    private final ImageIdentity identity;

    /** @param identity of the pool's images */
    PoolRecords(Dataset pool, ImageIdentity identity) {
        pool.images().forEach(image -> records.put(image.id(), image));
        this.identity = identity;
    }

    ImageIdentity identity() {
        return identity;
    }

    /** Without annotations, which are not for selection to see. */
    ImageRecord record(ImageId image) {
        ImageRecord known = records.get(image);
        if (known == null) {
            throw new IllegalArgumentException("image " + image + " is not in the pool");
        }
        return known.withoutAnnotations();
    }
}
