package org.huale.image.format;

import java.util.stream.IntStream;

/**
 * Whether a JPEG is built as cameras and programs build them (ITU-T T.81): segments one after the other with nothing between, one
 * baseline or progressive frame, tables of sound lengths, scans of its components. Decoders are of one mind about these; about others
 * they differ, and complain on standard error without the file's name.
 */
final class UsualJpeg {
    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final int CODES = 16;
    private static final int MOST_VALUES = 256;
    private static final int LAST_TABLE = 3;

    private final ByteView view;
    private int at = 2;
    private int frame;
    private int[] components = {}; // their names, as the frame lists them
    private int scans;

    private UsualJpeg(byte[] bytes) {
        view = ByteView.bigEndian(bytes);
    }

    static boolean is(byte[] bytes) {
        try {
            return new UsualJpeg(bytes).walk();
        } catch (BadImage e) {
            return false; // a segment that reaches beyond the file
        }
    }

    private boolean walk() {
        while (at + 2 <= view.length() && view.u8(at) == 0xFF) {
            int marker = view.u8(at + 1);
            if (marker == EOI) {
                return scans > 0 && (frame == SOF2 || scans == 1);
            }
            if (at + 4 > view.length()) {
                return false;
            }
            int end = at + 2 + view.u16(at + 2);
            if (end > view.length() || !isSound(marker, at + 4, end)) {
                return false;
            }
            at = marker == SOS ? afterScan(end) : end;
        }
        return false;
    }

    private boolean isSound(int marker, int from, int end) {
        return switch (marker) {
            case SOF0, SOF2 -> isFrame(marker, from, end);
            case DHT -> areCodes(from, end);
            case DQT -> areDivisors(from, end);
            case DRI -> end - from == 2;
            case SOS -> isScan(from, end);
            case APP0 -> !ImageFormat.has(view.bytes(), from, "JFIF\0") || (end - from >= 14 && view.u8(from + 5) == 1);
            default -> marker == COM || (marker > APP0 && marker <= APP15);
        };
    }

    private boolean isFrame(int marker, int from, int end) {
        if (frame != 0 || end - from < 6) {
            return false;
        }
        frame = marker;
        int count = view.u8(from + 5);
        if (view.u8(from) != 8 || end - from != 6 + 3 * count) {
            return false;
        }
        components =
                IntStream.range(0, count).map(i -> view.u8(from + 6 + 3 * i)).toArray();
        return true;
    }

    private boolean areCodes(int from, int end) {
        int next = from;
        while (next < end) {
            if (next + 1 + CODES > end || (view.u8(next) & 0x0F) > LAST_TABLE || view.u8(next) >> 4 > 1) {
                return false;
            }
            int values = 0;
            int free = 1; // codes of this length that no shorter one begins
            for (int i = 1; i <= CODES; i++) {
                values += view.u8(next + i);
                free = 2 * free - view.u8(next + i);
                if (free < 0) {
                    return false;
                }
            }
            if (values > MOST_VALUES) {
                return false;
            }
            next += 1 + CODES + values;
        }
        return next == end;
    }

    private boolean areDivisors(int from, int end) {
        int next = from;
        while (next < end) {
            int precision = view.u8(next) >> 4;
            if (precision > 1 || (view.u8(next) & 0x0F) > LAST_TABLE) {
                return false;
            }
            next += 1 + 64 * (1 + precision);
        }
        return next == end;
    }

    private boolean isScan(int from, int end) {
        int count = view.u8(from);
        scans++;
        if (frame == 0 || count < 1 || end - from != 4 + 2 * count || !areComponents(from + 1, count)) {
            return false;
        }
        boolean whole = view.u8(end - 3) == 0 && view.u8(end - 2) == 63 && view.u8(end - 1) == 0;
        return frame == SOF2 || (whole && count == components.length);
    }

    /** Each at most once, in the order of the frame. */
    private boolean areComponents(int from, int count) {
        int next = 0;
        for (int i = 0; i < count; i++) {
            while (next < components.length && components[next] != view.u8(from + 2 * i)) {
                next++;
            }
            if (next++ == components.length) {
                return false;
            }
        }
        return true;
    }

    /** Where the next marker is that is no restart. */
    private int afterScan(int from) {
        byte[] bytes = view.bytes();
        for (int i = from; i + 1 < bytes.length; i++) {
            int next = bytes[i + 1] & 0xFF;
            if (bytes[i] == (byte) 0xFF && next != 0 && (next < 0xD0 || next > 0xD7)) {
                return i;
            }
        }
        return bytes.length;
    }
}
