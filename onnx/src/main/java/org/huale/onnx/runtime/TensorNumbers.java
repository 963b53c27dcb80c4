package org.huale.onnx.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.huale.onnx.graph.ElementType;

/** From our numbers to those of ONNX Runtime, and back. */
final class TensorNumbers {

    private TensorNumbers() {}

    /** @throws IllegalArgumentException for kinds that nothing is made into */
    static OnnxTensor toRuntime(Tensor tensor, ElementType type) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        float[] values = tensor.values();
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, doubles(values), shape);
            case FLOAT16 -> OnnxTensor.createTensor(environment, halves(values), shape, OnnxJavaType.FLOAT16);
            case UINT8 -> OnnxTensor.createTensor(environment, bytes(values), shape, OnnxJavaType.UINT8);
            case INT32 -> OnnxTensor.createTensor(environment, ints(values), shape);
            case INT64 -> OnnxTensor.createTensor(environment, longs(values), shape);
            case BOOL -> OnnxTensor.createTensor(environment, truths(values), shape, OnnxJavaType.BOOL);
            default ->
                throw new IllegalArgumentException("it takes " + word(type)
                        + "; what can be given is float, double, float16, uint8, int32, int64 and bool");
        };
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static DoubleBuffer doubles(float[] values) {
        DoubleBuffer doubles = DoubleBuffer.allocate(values.length);
        for (float value : values) {
            doubles.put(value);
        }
        return doubles.rewind();
    }

    private static ByteBuffer halves(float[] values) {
        ByteBuffer halves = ByteBuffer.allocateDirect(2 * values.length).order(ByteOrder.nativeOrder());
        for (float value : values) {
            halves.putShort(Fp16Conversions.floatToFp16(value));
        }
        return halves.rewind();
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
        for (float value : values) {
            bytes.put((byte) Math.round(Math.max(0, Math.min(255, value))));
        }
        return bytes.rewind();
    }

    /** 0 is false, all else is true. */
    private static ByteBuffer truths(float[] values) {
        ByteBuffer truths = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
        for (float value : values) {
            truths.put((byte) (value == 0 ? 0 : 1));
        }
        return truths.rewind();
    }

    private static IntBuffer ints(float[] values) {
        IntBuffer ints = IntBuffer.allocate(values.length);
        for (float value : values) {
            ints.put(Math.round(value));
        }
        return ints.rewind();
    }

    private static LongBuffer longs(float[] values) {
        LongBuffer longs = LongBuffer.allocate(values.length);
        for (float value : values) {
            longs.put(Math.round(value));
        }
        return longs.rewind();
    }

    /** @throws IllegalArgumentException for text and other kinds that are no numbers */
    static Tensor ofRuntime(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        int[] shape = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
        int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return new Tensor(shape, count == 0 ? new float[0] : values(tensor, info.type, count));
    }

    private static float[] values(OnnxTensor tensor, OnnxJavaType type, int count) {
        float[] values = new float[count];
        switch (type) {
            case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer().get(values);
            case DOUBLE -> fill(values, tensor.getDoubleBuffer());
            case INT64 -> fill(values, tensor.getLongBuffer());
            case INT32 -> fill(values, tensor.getIntBuffer());
            case INT16 -> fill(values, tensor.getShortBuffer());
            case INT8 -> fill(values, tensor.getByteBuffer(), 0xFFFFFFFF);
            case UINT8, BOOL -> fill(values, tensor.getByteBuffer(), 0xFF);
            default ->
                throw new IllegalArgumentException(
                        "it holds " + word(type) + ", which is no kind of numbers that can be read");
        }
        return values;
    }

    private static void fill(float[] values, DoubleBuffer from) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) from.get(i);
        }
    }

    private static void fill(float[] values, LongBuffer from) {
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i);
        }
    }

    private static void fill(float[] values, IntBuffer from) {
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i);
        }
    }

    private static void fill(float[] values, ShortBuffer from) {
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i);
        }
    }

    private static void fill(float[] values, ByteBuffer from, int mask) {
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i) & mask;
        }
    }
}
