package org.huale.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.huale.storage.FileBytes;

/**
 * A zip without compression, each entry's bytes aligned to {@value #ALIGNMENT} as PyTorch does, with the zip64 records
 * where the archive passes 4 GiB. The JDK's writer can neither align nor be told to leave out the time.
 *
 * <p>Layout: PKWARE APPNOTE 6.3.10.
 */
final class StoredZip {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int CENTRAL_HEADER = 46;
    private static final int UTF8_NAMES = 1 << 11;
    private static final int FIRST_OF_JANUARY_1980 = 0x21;
    private static final short PADDING_FIELD = 0x4246; // "FB", the tag PyTorch uses
    private static final long MOST_IN_32_BITS = 0xffffffffL;
    private static final int MOST_IN_16_BITS = 0xffff;

    private record Entry(byte[] name, long offset, int crc, int size) {}

    private final FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    StoredZip(FileChannel channel) {
        this.channel = channel;
    }

    void add(String name, ByteBuffer content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content.duplicate());
        Entry entry =
                new Entry(name.getBytes(StandardCharsets.UTF_8), position, (int) crc.getValue(), content.remaining());
        entries.add(entry);
        write(localHeader(entry));
        write(content);
    }

    private ByteBuffer localHeader(Entry entry) {
        long unpadded = position + LOCAL_HEADER + entry.name.length + 4; // 4: tag and length of the padding field
        int padding = (int) ((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
        ByteBuffer header = littleEndian(LOCAL_HEADER + entry.name.length + 4 + padding);
        header.putInt(0x04034b50).putShort((short) 20);
        common(header, entry).putShort((short) (4 + padding)).put(entry.name);
        header.putShort(PADDING_FIELD).putShort((short) padding);
        return header.rewind();
    }

    /** The fields that local and central header share, from the flags to the length of the name. */
    private static ByteBuffer common(ByteBuffer header, Entry entry) {
        header.putShort((short) UTF8_NAMES).putShort((short) 0); // stored
        header.putShort((short) 0).putShort((short) FIRST_OF_JANUARY_1980);
        header.putInt(entry.crc).putInt(entry.size).putInt(entry.size);
        return header.putShort((short) entry.name.length);
    }

    /** Writes the central directory; nothing may be added afterwards. */
    void finish() throws IOException {
        long start = position;
        for (Entry entry : entries) {
            write(centralHeader(entry));
        }
        long size = position - start;
        if (start >= MOST_IN_32_BITS || entries.size() >= MOST_IN_16_BITS) {
            write(zip64End(start, size));
        }
        write(end(start, size));
    }

    private static ByteBuffer centralHeader(Entry entry) {
        boolean far = entry.offset >= MOST_IN_32_BITS;
        int extra = far ? 12 : 0;
        ByteBuffer header = littleEndian(CENTRAL_HEADER + entry.name.length + extra);
        header.putInt(0x02014b50).putShort((short) 45).putShort((short) (far ? 45 : 20));
        common(header, entry).putShort((short) extra);
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0); // comment, disk, attributes
        header.putInt((int) Math.min(entry.offset, MOST_IN_32_BITS)).put(entry.name);
        if (far) {
            header.putShort((short) 1).putShort((short) 8).putLong(entry.offset);
        }
        return header.rewind();
    }

    private ByteBuffer zip64End(long start, long size) {
        ByteBuffer record = littleEndian(56 + 20);
        record.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
        record.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
        record.putLong(size).putLong(start);
        record.putInt(0x07064b50).putInt(0).putLong(start + size).putInt(1); // locator
        return record.rewind();
    }

    private ByteBuffer end(long start, long size) {
        short count = (short) Math.min(entries.size(), MOST_IN_16_BITS);
        ByteBuffer record = littleEndian(22);
        record.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        record.putInt((int) Math.min(size, MOST_IN_32_BITS));
        record.putInt((int) Math.min(start, MOST_IN_32_BITS)).putShort((short) 0);
        return record.rewind();
    }

    private void write(ByteBuffer bytes) throws IOException {
        position += bytes.remaining();
        FileBytes.write(channel, bytes);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
