package org.huale.image.format;

import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;

/** The chunks of a WebP file (RFC 9649): size from the first one, orientation from EXIF, complete where all are there. */
final class WebpLayout {
    private static final int FIRST_CHUNK = 12;

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

    private static Orientation orientation(ByteView view) {
        long next;
        for (long at = FIRST_CHUNK; at + 8 <= view.length(); at = next) {
            long length = view.u32(at + 4);
            next = at + 8 + length + (length & 1);
            if (ImageFormat.has(view.bytes(), (int) at, "EXIF")) {
                long skip = ImageFormat.has(view.bytes(), (int) at + 8, "Exif\0\0") ? 6 : 0; // some writers add it
                return ExifOrientation.ofTiff(view.bytes(), at + 8 + skip, at + 8 + length);
            }
        }
        return Orientation.UPRIGHT;
    }
}
