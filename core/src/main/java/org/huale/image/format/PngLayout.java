package org.huale.image.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;
import org.huale.storage.FileBytes;

/** The chunks of a PNG file: size from IHDR, orientation from eXIf, complete where IEND is reached undamaged. */
final class PngLayout {
    static final int SIGNATURE = 8;
    static final int CHUNK_FRAME = 12; // length, type and checksum around the data
    private static final int CHUNK_HEAD = 8;

    private PngLayout() {}

    static FileLayout of(byte[] bytes) {
        ByteView view = ByteView.bigEndian(bytes);
        ImageSize size = ByteView.size(view.u32(16), view.u32(20));
        Orientation orientation = Orientation.UPRIGHT;
        for (long at = SIGNATURE; at + CHUNK_FRAME <= bytes.length; at += CHUNK_FRAME + view.u32(at)) {
            requireChecksum(view, at);
            if (ImageFormat.has(bytes, (int) at + 4, "IEND")) {
                return new FileLayout(size, orientation, true);
            }
            if (ImageFormat.has(bytes, (int) at + 4, "eXIf")) {
                orientation = ExifOrientation.ofTiff(bytes, at + 8, at + 8 + view.u32(at));
            }
        }
        return new FileLayout(size, orientation, false);
    }

    /** As {@link ImageFormat#hasExifBeyond}, by the heads of the chunks. */
    static boolean hasExifBeyond(long known, FileChannel file) throws IOException {
        long next;
        for (long at = SIGNATURE; at + CHUNK_FRAME <= file.size(); at = next) {
            ByteView head = ByteView.bigEndian(FileBytes.upTo(file, at, CHUNK_HEAD));
            next = at + CHUNK_FRAME + head.u32(0);
            if (ImageFormat.has(head.bytes(), 4, "IEND")) {
                return false;
            }
            if (next > known && ImageFormat.has(head.bytes(), 4, "eXIf")) {
                return true;
            }
        }
        return false;
    }

    /** Whether samples have 16 bits, by the IHDR chunk. */
    static boolean hasLongSamples(byte[] bytes) {
        return bytes[24] == 16;
    }

    /** Of critical chunks, which have a capital first letter; the others may be damaged without harm. */
    private static void requireChecksum(ByteView view, long at) {
        long length = view.u32(at);
        boolean critical = Character.isUpperCase(view.u8(at + 4));
        if (!critical || at + CHUNK_FRAME + length > view.length()) {
            return;
        }
        CRC32 checksum = new CRC32();
        checksum.update(view.bytes(), (int) at + 4, (int) length + 4);
        if (checksum.getValue() != view.u32(at + 8 + length)) {
            throw new BadImage("damaged: the chunk at byte " + at + " does not match its checksum");
        }
    }
}
