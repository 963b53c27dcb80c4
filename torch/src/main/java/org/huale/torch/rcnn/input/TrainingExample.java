package org.huale.torch.rcnn.input;

import org.huale.dataset.ImageId;

/**
 * An image to train on with its objects.
 *
 * @param id names the image in messages
 * @param image as the network takes it
 * @param boxes {@code [4 N]}, in pixels of the resized image; none is fine
 * @param classes {@code [N]}, 0..K-1
 * @param mirrored whether the image is mirrored; of those that vary in nothing else, id and this say which one it is
 */
public record TrainingExample(ImageId id, PreparedImage image, float[] boxes, int[] classes, boolean mirrored) {

    public TrainingExample {
        if (boxes.length != 4 * classes.length) {
            throw new IllegalArgumentException(
                    id + ": " + boxes.length + " coordinates do not fit " + classes.length + " classes");
        }
    }

    /** One that is not mirrored. */
    public TrainingExample(ImageId id, PreparedImage image, float[] boxes, int[] classes) {
        this(id, image, boxes, classes, false);
    }
}
