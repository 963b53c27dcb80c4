package org.huale.image;

import org.huale.geometry.ImageSize;

/** The chunks of a PNG file: size from IHDR, orientation from eXIf, complete where IEND is reached. */
final class PngLayout {
    private static final int SIGNATURE = 8;
    private static final int CHUNK_FRAME = 12; // length, type and checksum around the data

    private PngLayout() {}

    static FileLayout of(byte[] bytes) {
        ByteView view = ByteView.bigEndian(bytes);
        ImageSize size = ByteView.size(view.u32(16), view.u32(20));
        Orientation orientation = Orientation.UPRIGHT;
        for (long at = SIGNATURE; at + CHUNK_FRAME <= bytes.length; at += CHUNK_FRAME + view.u32(at)) {
            if (ImageFormat.has(bytes, (int) at + 4, "IEND")) {
                return new FileLayout(size, orientation, true);
            }
            if (ImageFormat.has(bytes, (int) at + 4, "eXIf")) {
                orientation = ExifOrientation.ofTiff(bytes, at + 8, at + 8 + view.u32(at));
            }
        }
        return new FileLayout(size, orientation, false);
    }
}
