package org.huale.dataset;

import org.huale.api.Stable;

/**
 * The stable name of an image within its data set: its path relative to the image folder, with forward slashes and
 * without extension for VOC ({@code 000005}), with extension for COCO and YOLO ({@code train2017/000000000009.jpg}).
 * Ordered by UTF-16 code unit, as {@code String} compares, which is how ties between images are broken everywhere.
 */
@Stable
public record ImageId(String value) implements Comparable<ImageId> {

    public ImageId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("image id must not be blank");
        }
    }

    @Override
    public int compareTo(ImageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
