package org.huale.geometry;

import java.util.Arrays;

/**
 * Operations on flat arrays of xyxy boxes in single precision, in the order of rounding that torchvision uses, so that
 * decisions at a threshold fall the same way.
 */
public final class FlatBoxes {

    private FlatBoxes() {}

    public static float area(float[] boxes, int i) {
        return (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);
    }

    /** Clips every box in place to {@code [0, width] x [0, height]}. */
    public static void clip(float[] boxes, ImageSize size) {
        for (int i = 0; i < boxes.length; i += 2) {
            boxes[i] = Math.max(0, Math.min(boxes[i], size.width()));
            boxes[i + 1] = Math.max(0, Math.min(boxes[i + 1], size.height()));
        }
    }

    /** New boxes with x multiplied by one factor and y by another. */
    public static float[] scaled(float[] boxes, float factorX, float factorY) {
        float[] scaled = new float[boxes.length];
        for (int i = 0; i < boxes.length; i += 2) {
            scaled[i] = boxes[i] * factorX;
            scaled[i + 1] = boxes[i + 1] * factorY;
        }
        return scaled;
    }

    /** Whether both sides of a box are at least this long. */
    public static boolean isAtLeast(float[] boxes, int i, float side) {
        return boxes[4 * i + 2] - boxes[4 * i] >= side && boxes[4 * i + 3] - boxes[4 * i + 1] >= side;
    }

    /** The boxes with these indices, in their order. */
    public static float[] select(float[] boxes, int[] indices) {
        float[] selected = new float[4 * indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(boxes, 4 * indices[i], selected, 4 * i, 4);
        }
        return selected;
    }

    /** All boxes of the one array, then all of the other. */
    public static float[] concatenated(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
