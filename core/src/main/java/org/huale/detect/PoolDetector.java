package org.huale.detect;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector for many images at once, which it reads itself and ahead. Belongs to the thread that opened it. */
public interface PoolDetector extends AutoCloseable {

    /** The classes it tells apart. */
    ClassNames classes();

    /** Whether its detections carry localization variances. */
    boolean predictsVariances();

    /**
     * The batches in which {@link #detect} goes through some images, one after the other. The last bits of a detection may
     * depend on the company an image has in its batch, so that who stops and goes on must stop between batches: of the
     * images without those of the first n batches, the batches are the remaining ones.
     */
    default Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return () -> images.stream().map(List::of).iterator();
    }

    /**
     * Detects in a view of every image and hands over each image's detections once, with evidence, mapped back to the
     * original image, batch after batch; nothing for no images.
     *
     * @throws org.huale.image.ImageException naming the file where an image cannot be read
     */
    void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink);

    @Override
    void close();
}
