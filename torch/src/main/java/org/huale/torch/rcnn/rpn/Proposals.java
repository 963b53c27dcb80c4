package org.huale.torch.rcnn.rpn;

/**
 * Regions of one image that may hold an object, most likely first.
 *
 * @param boxes {@code [4 R]}, inside the resized image
 * @param confidences {@code [R]}, objectness in [0, 1]
 */
public record Proposals(float[] boxes, float[] confidences) {

    public static Proposals none() {
        return new Proposals(new float[0], new float[0]);
    }

    public int count() {
        return confidences.length;
    }
}
