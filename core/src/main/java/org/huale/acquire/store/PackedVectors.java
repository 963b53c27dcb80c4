package org.huale.acquire.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as little-endian bytes: the length, the numbers. */
record PackedVectors() implements Packing<float[]> {

    @Override
    public byte[] pack(float[] vector) {
        byte[] packed = new byte[Math.addExact(Integer.BYTES, Math.multiplyExact(Float.BYTES, vector.length))];
        buffer(packed).putInt(vector.length).asFloatBuffer().put(vector);
        return packed;
    }

    @Override
    public float[] unpack(byte[] packed) {
        ByteBuffer bytes = buffer(packed);
        float[] vector = new float[bytes.getInt()];
        bytes.asFloatBuffer().get(vector);
        return vector;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
