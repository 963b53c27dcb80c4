package org.huale.spark.parquet;

import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * What a row is of.
 *
 * @param file as {@link #fileOf} says it
 * @param batch hash of the batch in which the image went through the network
 */
public record RowImage(ImageId id, String file, long batch) {

    public static RowImage of(ImageRecord image, long batch) {
        return new RowImage(image.id(), fileOf(image), batch);
    }

    /** The absolute path, or the URL of an image in a file system of Hadoop. */
    public static String fileOf(ImageRecord image) {
        return image.file().toAbsolutePath().toString();
    }
}
