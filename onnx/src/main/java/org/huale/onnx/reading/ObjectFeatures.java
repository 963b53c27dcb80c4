package org.huale.onnx.reading;

import org.huale.geometry.ImageSize;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * Numbers that describe found boxes: the mean of a map {@code [B, C, H, W]} over the cells whose centres a box covers, or over
 * the cell that its own centre lies in where it covers none; or the row {@code [B, N, D]} of the box, {@code [N, D]} where the network takes
 * one image.
 *
 * @param name of the value
 */
public record ObjectFeatures(String name) {

    /**
     * The features of some candidates, {@code [n D]}.
     *
     * @param chosen indices of the candidates
     */
    public float[] of(NetworkOutputs outputs, Candidates candidates, int[] chosen) {
        Tensor tensor = outputs.tensor(name);
        if (tensor.rank() < 2 || tensor.rank() > 4) {
            throw new HualeException("features.objects: the value " + name + " has the shape " + tensor
                    + "; a map has four sides, rows have three, or two of one image");
        }
        int width = tensor.side(tensor.rank() == 4 ? 1 : -1);
        float[] features = new float[Math.multiplyExact(chosen.length, width)];
        for (int i = 0; i < chosen.length; i++) {
            if (tensor.rank() == 4) {
                Cells cells = cells(
                        tensor,
                        candidates.boxes(),
                        chosen[i],
                        outputs.placement().canvas());
                mean(tensor, outputs.image(), cells, features, i * width);
            } else {
                copyRow(tensor, outputs.image(), candidates.rows()[chosen[i]], features, i * width);
            }
        }
        return features;
    }

    private void copyRow(Tensor tensor, int image, int row, float[] features, int at) {
        int rows = tensor.side(-2);
        int width = tensor.side(-1);
        if (row >= rows) {
            throw new HualeException("features.objects: the value " + name + " of the shape " + tensor + " has " + rows
                    + " rows, and the network gave a box in row " + row);
        }
        System.arraycopy(tensor.values(), (image * rows + row) * width, features, at, width);
    }

    /** From the first to before the last. */
    private record Cells(int left, int top, int right, int bottom) {}

    private static Cells cells(Tensor map, float[] boxes, int box, ImageSize canvas) {
        int[] across = range(boxes[4 * box], boxes[4 * box + 2], map.side(3), canvas.width());
        int[] down = range(boxes[4 * box + 1], boxes[4 * box + 3], map.side(2), canvas.height());
        return new Cells(across[0], down[0], across[1], down[1]);
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

    private static void mean(Tensor map, int image, Cells cells, float[] features, int at) {
        int channels = map.side(1);
        int area = map.side(2) * map.side(3);
        int count = (cells.right() - cells.left()) * (cells.bottom() - cells.top());
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            int plane = (image * channels + channel) * area;
            for (int y = cells.top(); y < cells.bottom(); y++) {
                for (int x = cells.left(); x < cells.right(); x++) {
                    sum += map.values()[plane + y * map.side(3) + x];
                }
            }
            features[at + channel] = (float) (sum / count);
        }
    }
}
