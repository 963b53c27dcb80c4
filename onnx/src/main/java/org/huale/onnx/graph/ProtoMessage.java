package org.huale.onnx.graph;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message that is being put together. Knows its length before it is written, as whoever holds it must say it first;
 * arrays of bytes are kept and not copied.
 */
public final class ProtoMessage {
    private final List<Part> parts = new ArrayList<>();
    private long length;

    private record Part(long length, Content content) {}

    private interface Content {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    public ProtoMessage number(int field, long value) {
        return add(CodedOutputStream.computeInt64Size(field, value), out -> out.writeInt64(field, value));
    }

    public ProtoMessage real(int field, float value) {
        return add(CodedOutputStream.computeFloatSize(field, value), out -> out.writeFloat(field, value));
    }

    public ProtoMessage text(int field, String value) {
        return add(CodedOutputStream.computeStringSize(field, value), out -> out.writeString(field, value));
    }

    public ProtoMessage bytes(int field, byte[] value) {
        return add(CodedOutputStream.computeByteArraySize(field, value), out -> out.writeByteArray(field, value));
    }

    public ProtoMessage message(int field, ProtoMessage value) {
        int inner = value.length();
        long head = (long) CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(inner);
        return add(head + inner, out -> {
            out.writeTag(field, 2);
            out.writeUInt32NoTag(inner);
            value.writeTo(out);
        });
    }

    /** Adds all fields of another. */
    public ProtoMessage append(ProtoMessage other) {
        parts.addAll(other.parts);
        length += other.length;
        return this;
    }

    private ProtoMessage add(long size, Content content) {
        parts.add(new Part(size, content));
        length += size;
        return this;
    }

    /** @throws IllegalStateException above 2 GiB, protobuf's limit */
    public int length() {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalStateException("a protobuf message of " + length + " bytes; 2 GiB is the most");
        }
        return (int) length;
    }

    void writeTo(CodedOutputStream out) throws IOException {
        for (Part part : parts) {
            part.content().writeTo(out);
        }
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[length()];
        try {
            writeTo(CodedOutputStream.newInstance(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: the array has the right length
        }
        return bytes;
    }
}
