package org.huale.image.format;

import org.huale.geometry.ImageSize;

/**
 * The rows of a BMP that is compressed by runs (RLE8 and RLE4), walked without keeping a pixel: decoders differ in what they make
 * of runs that leave their row, of rows that are missing and of a missing end.
 */
final class BmpRuns {
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int END_OF_ROW = 0;
    private static final int END_OF_PICTURE = 1;
    private static final int STEP = 2;

    private final ByteView view;
    private final ImageSize size;
    private final int pixelsPerByte;
    private long at;
    private long x;
    private long y;

    private BmpRuns(ByteView view, ImageSize size, int pixelsPerByte) {
        this.view = view;
        this.size = size;
        this.pixelsPerByte = pixelsPerByte;
        this.at = view.u32(10);
    }

    /**
     * Passes over files without runs.
     *
     * @throws BadImage where a run leaves the picture, or the runs do not end in its last row
     */
    static void require(byte[] bytes, ImageSize size) {
        ByteView view = ByteView.littleEndian(bytes);
        long compression = view.u32(14) == BmpLayout.OLD_HEADER ? 0 : view.u32(30);
        if (compression == RLE8 || compression == RLE4) {
            new BmpRuns(view, size, compression == RLE8 ? 1 : 2).walk();
        }
    }

    private void walk() {
        int count;
        int value;
        do {
            if (at + 2 > view.length()) {
                throw new BadImage("truncated: ends after " + view.length() + " bytes, before the end of its pixels");
            }
            count = view.u8(at);
            value = view.u8(at + 1);
            at += 2;
            take(count, value);
        } while (count != 0 || value != END_OF_PICTURE);
        if (y < size.height() - 1L) {
            throw new BadImage("its pixels end in row " + (y + 1) + " of " + size.height());
        }
    }

    private void take(int count, int value) {
        if (count > 0) {
            pass(count);
        } else if (value == END_OF_ROW) {
            x = 0;
            y++;
        } else if (value == STEP) {
            throw new BadImage("its runs leave pixels out, which is not supported");
        } else if (value != END_OF_PICTURE) {
            pass(value);
            int bytes = (value + pixelsPerByte - 1) / pixelsPerByte;
            at += bytes + (bytes & 1); // each literal run ends on a word
        }
    }

    private void pass(int pixels) {
        x += pixels;
        if (x > size.width() || y >= size.height()) {
            throw new BadImage("damaged: the run before byte " + at + " leaves the picture");
        }
    }
}
