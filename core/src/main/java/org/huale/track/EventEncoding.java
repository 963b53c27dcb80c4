package org.huale.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event file, byte by byte: protocol-buffer messages {@code Event} in the frames of a TFRecord file. Source:
 * tensorflow/core/util/event.proto, framework/summary.proto and lib/io/record_writer.cc. Scalars are written as
 * {@code simple_value}, which every version of TensorBoard reads.
 */
final class EventEncoding {
    private static final int MASK = 0xa282ead8; // added so that a CRC of data that hold CRCs stays a good one
    private static final int WIRE_VARINT = 0;
    private static final int WIRE_DOUBLE = 1;
    private static final int WIRE_BYTES = 2;
    private static final int WIRE_FLOAT = 5;

    private EventEncoding() {}

    /** The frame that must open a file. */
    static byte[] fileVersion(double wallTime) {
        Message event = new Message().fixed(1, wallTime).bytes(3, "brain.Event:2".getBytes(UTF_8));
        return frame(event.toBytes());
    }

    /** The frame of some scalars at a step; wall time in seconds since 1970. */
    static byte[] scalars(double wallTime, long step, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((tag, value) -> summary.bytes(1, scalar(tag, value)));
        Message event = new Message().fixed(1, wallTime).varint(2, step).bytes(5, summary.toBytes());
        return frame(event.toBytes());
    }

    /** Length, its checksum, the data, their checksum; little-endian. */
    static byte[] frame(byte[] data) {
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(maskedCrc(length))
                .put(data)
                .putInt(maskedCrc(data))
                .array();
    }

    static int maskedCrc(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    private static byte[] scalar(String tag, double value) {
        return new Message()
                .bytes(1, tag.getBytes(UTF_8))
                .fixed(2, (float) value)
                .toBytes();
    }

    /** The few kinds of protocol-buffer fields that events need. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(int field, long value) {
            if (value != 0) { // proto3 leaves out what has its default
                raw((field << 3) | WIRE_VARINT);
                raw(value);
            }
            return this;
        }

        Message fixed(int field, double value) {
            raw((field << 3) | WIRE_DOUBLE);
            littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
            return this;
        }

        Message fixed(int field, float value) {
            raw((field << 3) | WIRE_FLOAT);
            littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
            return this;
        }

        Message bytes(int field, byte[] value) {
            raw((field << 3) | WIRE_BYTES);
            raw(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] toBytes() {
            return out.toByteArray();
        }

        private void raw(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        private void littleEndian(long bits, int count) {
            for (int i = 0; i < count; i++) {
                out.write((int) (bits >>> (8 * i)));
            }
        }
    }
}
