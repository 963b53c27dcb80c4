package org.huale.image.format;

import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;

/** The header of a BMP file; complete where all rows of an uncompressed picture are there. */
final class BmpLayout {
    static final int OLD_HEADER = 12; // OS/2: sizes of 16 bits
    private static final int RUN_LENGTH_8 = 1;
    private static final int RUN_LENGTH_4 = 2;

    private BmpLayout() {}

    static FileLayout of(byte[] bytes) {
        ByteView view = ByteView.littleEndian(bytes);
        boolean old = view.u32(14) == OLD_HEADER;
        ImageSize size = old
                ? ByteView.size(view.u16(18), view.u16(20))
                : ByteView.size(view.i32(18), Math.abs((long) view.i32(22))); // negative: top row first
        long compression = old ? 0 : view.u32(30);
        int bitsPerPixel = view.u16(old ? 24 : 28);
        boolean runLength = compression == RUN_LENGTH_8 || compression == RUN_LENGTH_4;
        long expected = runLength ? 0 : (((long) size.width() * bitsPerPixel + 31) / 32 * 4) * size.height();
        return new FileLayout(size, Orientation.UPRIGHT, view.u32(10) + expected <= bytes.length);
    }
}
