package org.huale.torch.rcnn;

import org.huale.dataset.ImageId;

/**
 * An image to train on with its objects.
 *
 * @param id names the image in messages
 * @param image as the network takes it
 * @param boxes {@code [4 N]}, in pixels of the resized image; none is fine
 * @param classes {@code [N]}, 0..K-1
 */
public record TrainingExample(ImageId id, PreparedImage image, float[] boxes, int[] classes) {

    public TrainingExample {
        if (boxes.length != 4 * classes.length) {
            throw new IllegalArgumentException(
                    id + ": " + boxes.length + " coordinates do not fit " + classes.length + " classes");
        }
    }
}
