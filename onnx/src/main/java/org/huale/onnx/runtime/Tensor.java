package org.huale.onnx.runtime;

import java.util.Arrays;

/**
 * Numbers that go into a network or come out of it, whatever kind they are in it.
 *
 * @param shape sides, first the slowest
 * @param values as many as the product of the sides; owned by the record
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays are the point
public record Tensor(int[] shape, float[] values) {

    public Tensor {
        long places = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (places != values.length) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(shape) + " has " + places
                    + " places, there are " + values.length + " numbers");
        }
    }

    public int rank() {
        return shape.length;
    }

    /** A side; negative numbers count from the last. */
    public int side(int index) {
        return shape[index < 0 ? shape.length + index : index];
    }

    /** As in {@code [1, 84, 8400]}. */
    @Override
    public String toString() {
        return Arrays.toString(shape);
    }
}
