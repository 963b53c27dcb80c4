package org.huale.acquire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.huale.dataset.ImageId;

/** One batch of images in a {@link RecordFile}, as bytes: a head that says what is in it, and the records. */
final class Frame {
    private static final int MARK = 0x48464D31; // HFM1
    /** Mark, lengths of table and records, checksum of these and of the table. */
    static final int PROLOGUE = 4 * Integer.BYTES;

    private static final int LEAST_ENTRY = 3 * Integer.BYTES;

    private final List<ImageId> images = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();

    /** Where the records of a frame are. */
    record Entry(ImageId image, int length, int checksum) {}

    /** The first bytes of a frame. */
    record Prologue(int mark, int tableLength, int recordsLength, int checksum) {

        static Prologue read(ByteBuffer bytes) {
            return new Prologue(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
        }

        boolean isPossible() {
            return mark == MARK && tableLength >= LEAST_ENTRY && recordsLength > 0;
        }

        long frameLength() {
            return (long) PROLOGUE + tableLength + recordsLength;
        }

        boolean fits(byte[] table) {
            return checksum == checksumOf(tableLength, recordsLength, table);
        }
    }

    void add(ImageId image, byte[] record) {
        images.add(image);
        records.add(record);
    }

    /** Bytes before the first record. */
    int headLength() {
        return PROLOGUE + table().length;
    }

    List<Entry> entries() {
        return entries(table());
    }

    byte[] toBytes() {
        byte[] table = table();
        int length = records.stream().mapToInt(it -> it.length).reduce(0, Math::addExact);
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(PROLOGUE + table.length, length));
        bytes.putInt(MARK).putInt(table.length).putInt(length).putInt(checksumOf(table.length, length, table));
        bytes.put(table);
        records.forEach(bytes::put);
        return bytes.array();
    }

    private byte[] table() {
        List<byte[]> names =
                images.stream().map(image -> image.value().getBytes(UTF_8)).toList();
        ByteBuffer table = ByteBuffer.allocate(
                names.stream().mapToInt(name -> LEAST_ENTRY + name.length).sum());
        for (int i = 0; i < names.size(); i++) {
            table.putInt(names.get(i).length).put(names.get(i));
            table.putInt(records.get(i).length).putInt(checksumOf(records.get(i)));
        }
        return table.array();
    }

    static List<Entry> entries(byte[] table) {
        List<Entry> entries = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(table);
        while (bytes.hasRemaining()) {
            byte[] name = new byte[bytes.getInt()];
            bytes.get(name);
            entries.add(new Entry(new ImageId(new String(name, UTF_8)), bytes.getInt(), bytes.getInt()));
        }
        return entries;
    }

    static int checksumOf(byte[] record) {
        CRC32C checksum = new CRC32C();
        checksum.update(record);
        return (int) checksum.getValue();
    }

    private static int checksumOf(int tableLength, int recordsLength, byte[] table) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(tableLength)
                .putInt(recordsLength)
                .flip());
        checksum.update(table);
        return (int) checksum.getValue();
    }
}
