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
 * @param across how boxes go back along x, which need not be how the pixels came
 * @param down the same along y
 */
public record Placement(
        ImageSize original, ImageSize scaled, ImageSize canvas, int left, int top, AxisMap across, AxisMap down) {

    /** Boxes in pixels of the input as boxes in pixels of the image, clipped to it. */
    public float[] toOriginal(float[] boxes) {
        float[] back = new float[boxes.length];
        for (int i = 0; i < boxes.length; i += 2) {
            back[i] = across.toOriginal(boxes[i]);
            back[i + 1] = down.toOriginal(boxes[i + 1]);
        }
        FlatBoxes.clip(back, original);
        return back;
    }
}
