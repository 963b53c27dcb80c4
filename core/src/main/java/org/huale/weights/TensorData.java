package org.huale.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The numbers of one tensor, row-major. Immutable; the bytes may be mapped from a file and are read when asked for.
 *
 * @param type the kind of number
 * @param shape sizes of the axes; empty for a scalar, an axis of 0 for a tensor without elements
 * @param data the elements, little-endian, exactly {@code elements x type.bytes()} of them, less than 2 GiB; not copied,
 *     so the caller must not change them
 */
public record TensorData(ElementType type, long[] shape, ByteBuffer data) {

    /** @throws IllegalArgumentException where the shape is negative or too large, or the bytes do not fit it */
    public TensorData {
        shape = shape.clone();
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != byteSize(type, shape)) {
            throw new IllegalArgumentException(type + " " + Arrays.toString(shape) + " takes " + byteSize(type, shape)
                    + " bytes, got " + data.remaining());
        }
    }

    /** A {@link ElementType#FLOAT32} tensor; without a shape, a scalar. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer data = allocate(ElementType.FLOAT32, values.length);
        data.asFloatBuffer().put(values);
        return new TensorData(ElementType.FLOAT32, shape, data);
    }

    /** An {@link ElementType#INT64} tensor; without a shape, a scalar. */
    public static TensorData of(long[] values, long... shape) {
        ByteBuffer data = allocate(ElementType.INT64, values.length);
        data.asLongBuffer().put(values);
        return new TensorData(ElementType.INT64, shape, data);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A fresh read-only view from the first element on, in little-endian order. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Product of the shape; 1 for a scalar. */
    public int elements() {
        return data.capacity() / type.bytes();
    }

    /** The elements as floats; wider types are rounded to the nearest float, booleans are 0 and 1. */
    public float[] toFloats() {
        float[] values = new float[elements()];
        if (type == ElementType.FLOAT32) {
            data().asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Elements.asDouble(type, data, i);
            }
        }
        return values;
    }

    /** The elements as {@link ElementType#FLOAT16}, each rounded to the nearest, ties to even; beyond 65504 they are infinite. */
    public TensorData toHalf() {
        ByteBuffer halves = allocate(ElementType.FLOAT16, elements());
        for (float value : toFloats()) {
            halves.putShort(Elements.halfOf(value));
        }
        return new TensorData(ElementType.FLOAT16, shape, halves.flip());
    }

    /** The elements as doubles; exact but for integers beyond 2^53. */
    public double[] toDoubles() {
        double[] values = new double[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.asDouble(type, data, i);
        }
        return values;
    }

    /**
     * Bytes a tensor takes.
     *
     * @throws IllegalArgumentException where an axis is negative or the tensor would take 2 GiB or more
     */
    static int byteSize(ElementType type, long[] shape) {
        long elements = Arrays.stream(shape).anyMatch(axis -> axis == 0) ? 0 : 1;
        for (long axis : shape) {
            if (axis < 0) {
                throw new IllegalArgumentException("negative axis in shape " + Arrays.toString(shape));
            }
            elements *= Math.min(axis, Integer.MAX_VALUE);
            if (elements * type.bytes() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        type + " " + Arrays.toString(shape) + " takes 2 GiB or more; a tensor must be smaller");
            }
        }
        return Math.toIntExact(elements * type.bytes());
    }

    private static ByteBuffer allocate(ElementType type, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorData that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
