package org.huale.onnx.input;

import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;

/**
 * Where an image lies in the network's input.
 *
 * @param original size of the image
 * @param scaled size that it is brought to
 * @param canvas size of the input
 * @param left pixels of padding to its left
 * @param top pixels of padding above it
 * @param scaleX pixels of the input for each of the image, along x
 * @param scaleY the same along y
 */
public record Placement(
        ImageSize original, ImageSize scaled, ImageSize canvas, int left, int top, double scaleX, double scaleY) {

    /** Boxes in pixels of the input as boxes in pixels of the image, clipped to it. */
    public float[] toOriginal(float[] boxes) {
        float[] back = new float[boxes.length];
        for (int i = 0; i < boxes.length; i += 2) {
            back[i] = (float) ((boxes[i] - left) / scaleX);
            back[i + 1] = (float) ((boxes[i + 1] - top) / scaleY);
        }
        FlatBoxes.clip(back, original);
        return back;
    }
}
