package org.huale.onnx.reading;

/** The boxes in the rows of an output, decoded on asking. */
@FunctionalInterface
interface RowBoxes {

    /** Writes the box of a row, xyxy in pixels of the network's input. */
    void write(int row, float[] to, int at);
}
