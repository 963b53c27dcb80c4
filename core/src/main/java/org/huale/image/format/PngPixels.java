package org.huale.image.format;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compressed rows of a PNG, unpacked without keeping them: decoders differ in what they make of rows that are missing or
 * damaged under chunks whose checksums are right, and some give the picture half painted.
 */
final class PngPixels {
    private static final int HEADER = 16; // of IHDR's data in the file
    private static final int MOST_FILTER = 4;
    private static final long MOST_BEHIND = 1 << 20; // a megabyte can unpack to a gigabyte of nothing
    private static final int[][] WHOLE = {{0, 0, 1, 1}};
    /** Adam7: first column and row of each pass, and the steps to the next. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final Inflater inflater = new Inflater();
    private final byte[] part = new byte[1 << 15];
    private final ByteView view;
    private final int[][] passes;
    private int pass = -1;
    private long rowBytes;
    private long rowsLeft;
    private long bytesLeftOfRow;
    private long bytesBehind;
    private boolean all;

    PngPixels(ByteView view) {
        this.view = view;
        this.passes = view.u8(HEADER + 12) == 0 ? WHOLE : ADAM7;
        nextPass();
    }

    /** @throws BadImage where the data of the IDAT chunks are not deflated rows, as many as the header says */
    static void require(byte[] bytes) {
        ByteView view = ByteView.bigEndian(bytes);
        PngPixels pixels = new PngPixels(view);
        try {
            for (long at = PngLayout.SIGNATURE; at + 8 <= bytes.length; at += PngLayout.CHUNK_FRAME + view.u32(at)) {
                if (ImageFormat.has(bytes, (int) at + 4, "IDAT")) {
                    pixels.take((int) at + 8, (int) Math.min(view.u32(at), bytes.length - at - 8));
                }
            }
        } finally {
            pixels.inflater.end();
        }
        if (!pixels.all) {
            throw new BadImage("damaged: rows of its pixels are missing");
        }
    }

    private void take(int from, int length) {
        inflater.setInput(view.bytes(), from, length);
        try {
            for (int count = inflater.inflate(part); count > 0; count = inflater.inflate(part)) {
                pass(count);
            }
        } catch (DataFormatException e) {
            throw new BadImage("damaged: its pixels are no deflated data: " + e.getMessage(), e);
        }
    }

    private void pass(int count) {
        int i = 0;
        while (i < count && !all) {
            if (bytesLeftOfRow == 0) {
                beginRow(part[i++] & 0xFF);
            }
            int taken = (int) Math.min(bytesLeftOfRow, count - i);
            i += taken;
            bytesLeftOfRow -= taken;
            if (bytesLeftOfRow == 0 && --rowsLeft == 0) {
                nextPass();
            }
        }
        bytesBehind += count - i;
        if (bytesBehind > MOST_BEHIND) {
            throw new BadImage("damaged: its pixels go on behind the last row");
        }
    }

    private void beginRow(int filter) {
        if (filter > MOST_FILTER) {
            throw new BadImage("damaged: a row has the filter " + filter + ", 0 to " + MOST_FILTER + " are known");
        }
        bytesLeftOfRow = rowBytes;
    }

    private void nextPass() {
        do {
            pass++;
            all = pass == passes.length;
        } while (!all && !hasPixels(passes[pass]));
    }

    private boolean hasPixels(int[] grid) {
        long columns = steps(view.u32(HEADER), grid[0], grid[2]);
        rowsLeft = steps(view.u32(HEADER + 4), grid[1], grid[3]);
        rowBytes = (columns * bitsPerPixel() + 7) / 8;
        return columns > 0 && rowsLeft > 0;
    }

    private static long steps(long side, int first, int step) {
        return Math.max(0, (side - first + step - 1) / step);
    }

    private int bitsPerPixel() {
        int depth = view.u8(HEADER + 8);
        return switch (view.u8(HEADER + 9)) {
            case 0, 3 -> depth;
            case 2 -> 3 * depth;
            case 4 -> 2 * depth;
            case 6 -> 4 * depth;
            default -> throw new BadImage("its header has the color type " + view.u8(HEADER + 9));
        };
    }
}
