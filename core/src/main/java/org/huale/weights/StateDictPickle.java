package org.huale.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The pickle of a state dict, protocol 2: an OrderedDict of tensors, each on a storage named by its place. */
final class StateDictPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StateDictPickle() {}

    static byte[] of(StateDict weights) {
        StateDictPickle pickle = new StateDictPickle();
        pickle.write(weights);
        return pickle.out.toByteArray();
    }

    private void write(StateDict weights) {
        out.write(0x80); // PROTO
        out.write(2);
        emptyOrderedDict();
        out.write('('); // MARK
        int key = 0;
        for (Map.Entry<String, TensorData> tensor : weights.tensors().entrySet()) {
            string(tensor.getKey());
            tensor(tensor.getValue(), key++);
        }
        out.write('u'); // SETITEMS
        out.write('.'); // STOP
    }

    private void tensor(TensorData tensor, int key) {
        long[] shape = tensor.shape();
        global("torch._utils", "_rebuild_tensor_v2");
        out.write('(');
        storage(tensor, key);
        integer(0); // offset
        tuple(shape);
        tuple(rowMajorStrides(shape));
        out.write(0x89); // requires_grad = False
        emptyOrderedDict(); // no hooks
        out.write('t');
        out.write('R'); // REDUCE
    }

    private void storage(TensorData tensor, int key) {
        out.write('(');
        string("storage");
        global("torch", tensor.type().storageClass());
        string(Integer.toString(key));
        string("cpu");
        integer(tensor.elements());
        out.write('t');
        out.write('Q'); // BINPERSID
    }

    private static long[] rowMajorStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    private void emptyOrderedDict() {
        global("collections", "OrderedDict");
        out.write(')');
        out.write('R');
    }

    private void tuple(long[] values) {
        out.write('(');
        for (long value : values) {
            integer(value);
        }
        out.write('t');
    }

    private void integer(long value) {
        if (value == (int) value) {
            out.write('J');
            out.writeBytes(littleEndian(4).putInt((int) value).array());
        } else {
            out.write(0x8a); // LONG1
            out.write(Long.BYTES);
            out.writeBytes(littleEndian(Long.BYTES).putLong(value).array());
        }
    }

    private void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(littleEndian(4).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }

    private void global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
