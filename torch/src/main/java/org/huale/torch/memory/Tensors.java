package org.huale.torch.memory;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies Java arrays into tensors on a device and back. */
public final class Tensors {

    private Tensors() {}

    /** A float32 tensor of the given shape on the CPU. */
    public static Tensor of(float[] values, long... shape) {
        requireLength(values.length, shape);
        return Tensor.create(values, shape);
    }

    /** A float64 tensor of the given shape on the CPU. */
    public static Tensor of(double[] values, long... shape) {
        requireLength(values.length, shape);
        return Tensor.create(values, shape);
    }

    /** An int64 tensor of the given shape on the CPU. */
    public static Tensor of(long[] values, long... shape) {
        requireLength(values.length, shape);
        return Tensor.create(values, shape);
    }

    /** The values in row-major order, whatever the tensor's device, type and layout. */
    public static float[] toFloats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
            new FloatPointer(plain.data_ptr()).get(values);
        }
        return values;
    }

    /** The values in row-major order, whatever the tensor's device, type and layout. */
    public static long[] toLongs(Tensor tensor) {
        long[] values = new long[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain = tensor.detach().cpu().to(ScalarType.Long).contiguous();
            new LongPointer(plain.data_ptr()).get(values);
        }
        return values;
    }

    /** The values in row-major order, whatever the tensor's device, type and layout. */
    public static double[] toDoubles(Tensor tensor) {
        double[] values = new double[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain = tensor.detach().cpu().to(ScalarType.Double).contiguous();
            new DoublePointer(plain.data_ptr()).get(values);
        }
        return values;
    }

    /** Scalars by name, in their order; all in one copy from the device, which waits for it once. */
    public static Map<String, Double> scalars(Map<String, Tensor> tensors) {
        float[] values = toFloats(torch.stack(new TensorVector(tensors.values().toArray(Tensor[]::new))));
        Map<String, Double> named = new LinkedHashMap<>();
        int i = 0;
        for (String name : tensors.keySet()) {
            named.put(name, (double) values[i++]);
        }
        return named;
    }

    public static Tensor onDevice(Tensor tensor, Device device) {
        return tensor.to(device, tensor.scalar_type());
    }

    /** The same [B, C, H, W] values with the channels of a pixel side by side in memory, which convolutions prefer. */
    public static Tensor channelsLast(Tensor tensor) {
        return tensor.contiguous(MemoryFormat.ChannelsLast);
    }

    /** A [N, 4] tensor of flat xyxy coordinates. */
    public static Tensor boxes(float[] flat) {
        return of(flat, flat.length / 4, 4);
    }

    public static Tensor zeros(long... shape) {
        return torch.zeros(shape);
    }

    private static void requireLength(int length, long[] shape) {
        long expected = 1;
        for (long side : shape) {
            expected *= side;
        }
        if (expected != length) {
            throw new IllegalArgumentException(length + " values do not fill the shape " + Arrays.toString(shape));
        }
    }
}
