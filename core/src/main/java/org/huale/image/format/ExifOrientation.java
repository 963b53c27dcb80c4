package org.huale.image.format;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.huale.image.Orientation;

/** Finds tag 0x0112 in the first directory of a TIFF block, which is what EXIF is; a broken block counts as upright. */
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_LENGTH = 12;

    private ExifOrientation() {}

    /** Of the part of a file that an EXIF segment holds; the range is cut to the bytes there are. */
    static Orientation ofTiff(byte[] bytes, long from, long to) {
        int start = (int) Math.max(0, Math.min(from, bytes.length));
        int end = (int) Math.max(start, Math.min(to, bytes.length));
        return ofTiff(Arrays.copyOfRange(bytes, start, end));
    }

    static Orientation ofTiff(byte[] block) {
        try {
            return search(new ByteView(block, byteOrder(block)));
        } catch (BadImage brokenBlock) {
            return Orientation.UPRIGHT; // the pixels are good all the same
        }
    }

    private static ByteOrder byteOrder(byte[] block) {
        if (ImageFormat.has(block, 0, "II*\0")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (ImageFormat.has(block, 0, "MM\0*")) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new BadImage("no TIFF block");
    }

    private static Orientation search(ByteView block) {
        long directory = block.u32(4);
        int entries = block.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_LENGTH;
            if (block.u16(entry) == TAG) {
                return block.u16(entry + 2) == SHORT ? Orientation.ofExif(block.u16(entry + 8)) : Orientation.UPRIGHT;
            }
        }
        return Orientation.UPRIGHT;
    }
}
