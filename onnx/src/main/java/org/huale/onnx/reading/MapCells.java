package org.huale.onnx.reading;

import org.huale.geometry.ImageSize;
import org.huale.onnx.runtime.Tensor;

/** Cells of a map {@code [B, C, H, W]}, from the first to before the last. */
record MapCells(int left, int top, int right, int bottom) {

    static MapCells all(Tensor map) {
        return new MapCells(0, 0, map.side(3), map.side(2));
    }

    /**
     * Those whose centres a box covers, or the one that its own centre lies in where it covers none.
     *
     * @param boxes {@code [4 N]}, xyxy in pixels of the canvas
     */
    static MapCells under(float[] boxes, int box, Tensor map, ImageSize canvas) {
        int[] across = range(boxes[4 * box], boxes[4 * box + 2], map.side(3), canvas.width());
        int[] down = range(boxes[4 * box + 1], boxes[4 * box + 3], map.side(2), canvas.height());
        return new MapCells(across[0], down[0], across[1], down[1]);
    }

    /** The cells of an axis whose centres lie from one place to another, at least one. */
    private static int[] range(float from, float to, int cells, int pixels) {
        double scale = (double) cells / pixels;
        int first = clamp((int) Math.ceil(from * scale - 0.5), cells);
        int last = clamp((int) Math.floor(to * scale - 0.5), cells);
        if (last < first) {
            first = clamp((int) Math.floor((from + to) / 2 * scale), cells);
            last = first;
        }
        return new int[] {first, last + 1};
    }

    private static int clamp(int cell, int cells) {
        return Math.max(0, Math.min(cells - 1, cell));
    }

    /** Writes the mean of each channel of an image's map over these cells. */
    void writeMeans(Tensor map, int image, float[] to, int at) {
        int channels = map.side(1);
        int area = map.side(2) * map.side(3);
        int count = (right - left) * (bottom - top);
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            int plane = (image * channels + channel) * area;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    sum += map.values()[plane + y * map.side(3) + x];
                }
            }
            to[at + channel] = (float) (sum / count);
        }
    }
}
