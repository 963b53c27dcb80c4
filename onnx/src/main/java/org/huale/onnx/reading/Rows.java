package org.huale.onnx.reading;

import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * A table of numbers of one image, wherever in a tensor it lies.
 *
 * @param values of the tensor
 * @param start of the table in it
 * @param count rows
 * @param width columns
 * @param rowStep from a row to the next
 * @param columnStep from a column to the next
 */
@SuppressWarnings("ArrayRecordComponent") // a look at a tensor, not a copy
record Rows(float[] values, int start, int count, int width, int rowStep, int columnStep) {

    /** Of a tensor {@code [B, N, C]}, or {@code [N, C]} of one image. */
    static Rows of(Tensor tensor, int image) {
        require(tensor);
        int count = tensor.side(-2);
        int width = tensor.side(-1);
        return new Rows(tensor.values(), image * count * width, count, width, width, 1);
    }

    /** Of a tensor {@code [B, C, N]}, or {@code [C, N]} of one image. */
    static Rows transposed(Tensor tensor, int image) {
        require(tensor);
        int width = tensor.side(-2);
        int count = tensor.side(-1);
        return new Rows(tensor.values(), image * count * width, count, width, 1, count);
    }

    /** One number for each of some rows, of a tensor {@code [B, N]}, {@code [B, N, 1]} or {@code [N]} of one image. */
    static Rows column(Tensor tensor, int image, int rows) {
        long images = rows == 0 ? 0 : tensor.values().length / rows;
        if (rows > 0 && (images * rows != tensor.values().length || image >= images)) {
            throw new HualeException("the network gave " + rows + " boxes for an image, but an output of the shape "
                    + tensor + " for their scores or classes; see outputs.tensors");
        }
        return new Rows(tensor.values(), image * rows, rows, 1, 1, 1);
    }

    private static void require(Tensor tensor) {
        if (tensor.rank() != 2 && tensor.rank() != 3) {
            throw new HualeException("an output of the shape " + tensor
                    + " has no rows of boxes, which need two sides, or three with that of the batch; see outputs.form");
        }
    }

    float at(int row, int column) {
        return values[start + row * rowStep + column * columnStep];
    }

    /** @throws HualeException where it has other columns than are needed */
    Rows requireWidth(int least, String what) {
        if (width < least) {
            throw new HualeException("the network gave rows of " + width + " numbers; " + what + " needs " + least
                    + "; see outputs.form and classes");
        }
        return this;
    }
}
