package org.huale.detect.frozen;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * Describes images by what is known before anything is trained. Each image is looked at alone, so that what is said of it
 * depends on no other. Belongs to the thread that opened it.
 */
public interface ImageDescriber extends AutoCloseable {

    /** What it looks with, in words for reports, such as {@code thumbnails}. */
    String kind();

    /**
     * Hands over the map of each image once, in the order given; all maps have the same number of channels.
     *
     * @throws org.huale.image.ImageException naming the file where an image cannot be read
     */
    void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink);

    @Override
    default void close() {}
}
