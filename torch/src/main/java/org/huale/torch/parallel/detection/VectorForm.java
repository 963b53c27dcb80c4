package org.huale.torch.parallel.detection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Numbers: how many, and each as its four bytes. */
final class VectorForm implements Form<float[]> {
    private static final int NONE = -1;

    @Override
    public void write(float[] values, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    @Override
    public float[] read(DataInputStream in) throws IOException {
        return numbers(in.readInt(), in);
    }

    void writeNullable(float @Nullable [] values, DataOutputStream out) throws IOException {
        if (values == null) {
            out.writeInt(NONE);
        } else {
            write(values, out);
        }
    }

    float @Nullable [] readNullable(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NONE ? null : numbers(length, in);
    }

    private static float[] numbers(int length, DataInputStream in) throws IOException {
        byte[] bytes = new byte[length * Float.BYTES];
        in.readFully(bytes);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
