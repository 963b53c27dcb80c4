package org.huale.onnx.reading;

import java.util.function.IntFunction;
import org.huale.geometry.ImageSize;
import org.huale.onnx.input.Placement;
import org.huale.onnx.options.OutputOptions.Boxes;

/**
 * Boxes as a network writes them, to xyxy in pixels of its input.
 *
 * @param boxes how they are written
 * @param placement of the image that they are of
 */
record BoxCoordinates(Boxes boxes, Placement placement) {

    /** Of boxes that stand in the first four columns. */
    RowBoxes ofColumns(Rows rows) {
        return ofDecoded(row -> new float[] {rows.at(row, 0), rows.at(row, 1), rows.at(row, 2), rows.at(row, 3)});
    }

    /** @param decoded the four numbers of a row, a new array each time */
    RowBoxes ofDecoded(IntFunction<float[]> decoded) {
        return (row, to, at) -> write(decoded.apply(row), to, at);
    }

    /** Writes the box of four numbers, which are used up. */
    private void write(float[] box, float[] to, int at) {
        toCorners(box);
        for (int i = 0; i < 4; i++) {
            to[at + i] = i % 2 == 0 ? x(box[i]) : y(box[i]);
        }
    }

    private void toCorners(float[] box) {
        switch (boxes.corners()) {
            case XYXY -> {}
            case YXYX -> {
                swap(box, 0, 1);
                swap(box, 2, 3);
            }
            case XYWH -> {
                box[2] += box[0];
                box[3] += box[1];
            }
            case CXCYWH -> {
                fromCentre(box, 0);
                fromCentre(box, 1);
            }
        }
    }

    private static void swap(float[] box, int one, int other) {
        float kept = box[one];
        box[one] = box[other];
        box[other] = kept;
    }

    private static void fromCentre(float[] box, int axis) {
        float half = box[axis + 2] / 2;
        box[axis + 2] = box[axis] + half;
        box[axis] -= half;
    }

    private float x(float value) {
        ImageSize scaled = placement.scaled();
        return switch (boxes.unit()) {
            case PIXELS -> value;
            case ORIGINAL -> placement.across().toInput(value);
            case SHARES -> value * placement.canvas().width();
            case IMAGE_SHARES -> value * scaled.width() + placement.left();
        };
    }

    private float y(float value) {
        ImageSize scaled = placement.scaled();
        return switch (boxes.unit()) {
            case PIXELS -> value;
            case ORIGINAL -> placement.down().toInput(value);
            case SHARES -> value * placement.canvas().height();
            case IMAGE_SHARES -> value * scaled.height() + placement.top();
        };
    }
}
