package org.huale.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.huale.problem.HualeException;

/**
 * A window on a storage.
 *
 * @param offset first element, counted in elements
 * @param shape sizes of the axes
 * @param strides elements from one index of an axis to the next, none negative
 */
record TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {
    private static final int MOST_AXES = 64; // as in PyTorch

    TorchTensor {
        if (shape.length != strides.length || shape.length > MOST_AXES || offset < 0 || anyNegative(strides)) {
            throw damaged(shape, strides, offset);
        }
        try {
            TensorData.byteSize(storage.type(), shape);
            if (end(offset, shape, strides) > storage.elements()) {
                throw damaged(shape, strides, offset);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new HualeException("damaged: a tensor of shape " + Arrays.toString(shape) + ": " + e.getMessage(), e);
        }
    }

    private static boolean anyNegative(long[] values) {
        return Arrays.stream(values).anyMatch(value -> value < 0);
    }

    private static HualeException damaged(long[] shape, long[] strides, long offset) {
        return new HualeException("damaged: a tensor of shape " + Arrays.toString(shape) + " with strides "
                + Arrays.toString(strides) + " at " + offset + " leaves its storage");
    }

    private static long end(long offset, long[] shape, long[] strides) {
        long last = offset;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == 0) {
                return 0;
            }
            last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides[axis]));
        }
        return Math.addExact(last, 1);
    }

    /** One past the last byte of the storage that the tensor looks at; 0 where it has no elements. */
    long endByte() {
        return Math.multiplyExact(
                end(offset, shape, strides), (long) storage.type().bytes());
    }

    int byteSize() {
        return TensorData.byteSize(storage.type(), shape);
    }

    /** The tensor's numbers out of the storage's bytes, of which at least {@link #endByte} must be there. */
    TensorData from(ByteBuffer bytes) {
        if (byteSize() == 0) {
            return new TensorData(storage.type(), shape, ByteBuffer.allocate(0));
        }
        ByteBuffer window = isRowMajor() ? rowMajor(bytes) : gathered(bytes);
        return new TensorData(storage.type(), shape, window);
    }

    private boolean isRowMajor() {
        long expected = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] != 1 && strides[axis] != expected) {
                return false;
            }
            expected *= shape[axis];
        }
        return true;
    }

    private ByteBuffer rowMajor(ByteBuffer bytes) {
        return bytes.slice(Math.toIntExact(offset * storage.type().bytes()), byteSize());
    }

    private ByteBuffer gathered(ByteBuffer bytes) {
        int width = storage.type().bytes();
        ByteBuffer out = ByteBuffer.allocate(byteSize()).order(ByteOrder.LITTLE_ENDIAN);
        long[] index = new long[shape.length];
        long at = offset;
        while (out.hasRemaining()) {
            out.put(out.position(), bytes, Math.toIntExact(at * width), width);
            out.position(out.position() + width);
            at += advance(index);
        }
        return out.flip();
    }

    /** Moves to the next index in row-major order; returns how far that is in the storage. */
    private long advance(long[] index) {
        long distance = 0;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (++index[axis] < shape[axis]) {
                return distance + strides[axis];
            }
            distance -= (shape[axis] - 1) * strides[axis];
            index[axis] = 0;
        }
        return distance;
    }
}
