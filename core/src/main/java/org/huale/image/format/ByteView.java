package org.huale.image.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.huale.geometry.ImageSize;

/** Unsigned numbers out of bytes that may lie: reading past the end is a {@link BadImage}, never an overrun. */
record ByteView(byte[] bytes, ByteOrder order) {

    static ByteView bigEndian(byte[] bytes) {
        return new ByteView(bytes, ByteOrder.BIG_ENDIAN);
    }

    static ByteView littleEndian(byte[] bytes) {
        return new ByteView(bytes, ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.length;
    }

    int u8(long offset) {
        return bytes[checked(offset, 1)] & 0xFF;
    }

    int u16(long offset) {
        return buffer().getShort(checked(offset, 2)) & 0xFFFF;
    }

    int u24(long offset) {
        int low = u16(order == ByteOrder.LITTLE_ENDIAN ? offset : offset + 1);
        return u8(order == ByteOrder.LITTLE_ENDIAN ? offset + 2 : offset) << 16 | low;
    }

    long u32(long offset) {
        return i32(offset) & 0xFFFFFFFFL;
    }

    int i32(long offset) {
        return buffer().getInt(checked(offset, 4));
    }

    /** A size of hostile origin: 0 and what no {@code int} holds are refused. */
    static ImageSize size(long width, long height) {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new BadImage("its header claims an impossible size, " + width + "x" + height);
        }
        return new ImageSize((int) width, (int) height);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(order);
    }

    private int checked(long offset, int count) {
        if (offset < 0 || offset > bytes.length - count) {
            throw new BadImage("truncated: ends after " + bytes.length + " bytes, within its header");
        }
        return (int) offset;
    }
}
