package org.huale.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.huale.onnx.graph.OnnxFields.Tensor;

/**
 * Numbers that stand in a file.
 *
 * @param shape sides, 0 or more each; none for a single number
 * @param data the numbers one after the other, lowest byte first
 */
@SuppressWarnings("ArrayRecordComponent") // written once, as it is
public record GraphTensor(ElementType type, long[] shape, byte[] data) {

    /** @throws IllegalArgumentException where there are more or fewer numbers than the shape has places */
    public static GraphTensor floats(long[] shape, float... values) {
        requirePlaces(shape, values.length);
        byte[] data = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new GraphTensor(ElementType.FLOAT, shape, data);
    }

    /** @throws IllegalArgumentException where there are more or fewer numbers than the shape has places */
    public static GraphTensor longs(long[] shape, long... values) {
        requirePlaces(shape, values.length);
        byte[] data = new byte[Math.multiplyExact(values.length, Long.BYTES)];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return new GraphTensor(ElementType.INT64, shape, data);
    }

    private static void requirePlaces(long[] shape, int count) {
        long places = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (places != count) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(shape) + " has " + places
                    + " places, there are " + count + " numbers");
        }
    }

    ProtoMessage message(String name) {
        ProtoMessage message = new ProtoMessage();
        for (long side : shape) {
            message.number(Tensor.DIMS, side);
        }
        return message.number(Tensor.DATA_TYPE, type.number())
                .text(Tensor.NAME, name)
                .bytes(Tensor.RAW_DATA, data);
    }
}
