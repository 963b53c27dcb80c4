package org.huale.image.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;
import org.huale.storage.FileBytes;

/** The chunks of a WebP file (RFC 9649): size from the first one, orientation from EXIF, complete where all are there. */
final class WebpLayout {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEAD = 8; // type and length

    private WebpLayout() {}

    static FileLayout of(byte[] bytes) {
        ByteView view = ByteView.littleEndian(bytes);
        ImageSize size = size(view);
        boolean complete = view.u32(4) + 8 <= bytes.length;
        return new FileLayout(size, orientation(view), complete);
    }

    private static ImageSize size(ByteView view) {
        if (ImageFormat.has(view.bytes(), FIRST_CHUNK, "VP8X")) {
            return ByteView.size(view.u24(24) + 1L, view.u24(27) + 1L);
        }
        if (ImageFormat.has(view.bytes(), FIRST_CHUNK, "VP8L")) {
            long bits = view.u32(21);
            return ByteView.size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
        }
        return ByteView.size(view.u16(26) & 0x3FFF, view.u16(28) & 0x3FFF);
    }

    /** As {@link ImageFormat#hasExifBeyond}, by the heads of the chunks. */
    static boolean hasExifBeyond(long known, FileChannel file) throws IOException {
        long next;
        for (long at = FIRST_CHUNK; at + CHUNK_HEAD <= file.size(); at = next) {
            ByteView head = ByteView.littleEndian(FileBytes.upTo(file, at, CHUNK_HEAD));
            next = after(at, head.u32(4));
            if (ImageFormat.has(head.bytes(), 0, "EXIF")) {
                return next > known;
            }
        }
        return false;
    }

    private static long after(long chunk, long length) {
        return chunk + CHUNK_HEAD + length + (length & 1);
    }

    private static Orientation orientation(ByteView view) {
        long next;
        for (long at = FIRST_CHUNK; at + CHUNK_HEAD <= view.length(); at = next) {
            long length = view.u32(at + 4);
            next = after(at, length);
            if (ImageFormat.has(view.bytes(), (int) at, "EXIF")) {
                long skip = ImageFormat.has(view.bytes(), (int) at + 8, "Exif\0\0") ? 6 : 0; // some writers add it
                return ExifOrientation.ofTiff(view.bytes(), at + 8 + skip, at + 8 + length);
            }
        }
        return Orientation.UPRIGHT;
    }
}
