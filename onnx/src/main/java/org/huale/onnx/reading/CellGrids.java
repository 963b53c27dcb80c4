package org.huale.onnx.reading;

import java.util.List;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * The cells of some grids over a network's input, grid by grid and row by row; a box is centred {@code (x, y)} cells from its
 * cell's upper left corner and {@code exp(w)} and {@code exp(h)} cells large, as YOLOX has it.
 *
 * @param strides pixels for each cell
 * @param input its size
 */
record CellGrids(List<Integer> strides, ImageSize input) {

    /** How many cells there are in all. */
    int count() {
        return strides.stream().mapToInt(it -> columns(it) * rows(it)).sum();
    }

    /** @throws HualeException where the network has another number of boxes */
    void requireCells(int boxes) {
        if (boxes != count()) {
            throw new HualeException(
                    "the network gave " + boxes + " boxes, and grids of the strides " + strides + " have " + count()
                            + " cells on an input of " + input + "; see outputs.boxes.strides and outputs.form");
        }
    }

    /** Centre and size in pixels of the input. */
    float[] decoded(Rows rows, int row) {
        int cell = row;
        int level = 0;
        while (cell >= columns(strides.get(level)) * rows(strides.get(level))) {
            cell -= columns(strides.get(level)) * rows(strides.get(level));
            level++;
        }
        int stride = strides.get(level);
        int column = cell % columns(stride);
        int line = cell / columns(stride);
        return new float[] {
            (rows.at(row, 0) + column) * stride,
            (rows.at(row, 1) + line) * stride,
            (float) Math.exp(rows.at(row, 2)) * stride,
            (float) Math.exp(rows.at(row, 3)) * stride
        };
    }

    private int columns(int stride) {
        return input.width() / stride;
    }

    private int rows(int stride) {
        return input.height() / stride;
    }
}
