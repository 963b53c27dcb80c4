package org.huale.detect.pool;

import org.huale.dataset.ImageRecord;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;

/** Reads the images of a data set and sees that they are the images that the data set means. */
public record CheckedReader(ImageReader reader) {

    /** @throws ImageException where the file cannot be read or is not of the size that its boxes refer to */
    public Image read(ImageRecord record) {
        Image image = reader.read(record.file());
        if (!image.size().equals(record.size())) {
            throw new ImageException(
                    record.file() + ": the image is " + image.size() + ", its annotations say " + record.size());
        }
        return image;
    }
}
