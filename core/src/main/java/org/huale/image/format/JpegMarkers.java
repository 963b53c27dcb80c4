package org.huale.image.format;

import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;
import org.jspecify.annotations.Nullable;

/** Walks over the markers of a JPEG file, once, and remembers what {@link JpegFrame} tells. */
final class JpegMarkers {
    private static final int EOI = 0xD9;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;

    private final ByteView view;
    private @Nullable ImageSize size;
    private int components;
    private int componentIds;
    private int adobeTransform = -1;
    private boolean jfif;
    private int counted;
    private int count;
    private Orientation orientation = Orientation.UPRIGHT;

    JpegMarkers(byte[] bytes) {
        view = ByteView.bigEndian(bytes);
    }

    JpegFrame frame() {
        boolean complete = walk();
        if (size == null) {
            throw new BadImage(
                    complete
                            ? "it ends without a frame"
                            : "truncated: ends after " + view.length() + " bytes, within its header");
        }
        return new JpegFrame(size, components, componentIds, adobeTransform, jfif, orientation, complete);
    }

    /** How often a segment of this marker comes before the end of the image. */
    static int count(byte[] bytes, int marker) {
        JpegMarkers markers = new JpegMarkers(bytes);
        markers.counted = marker;
        markers.walk();
        return markers.count;
    }

    /** Returns whether the end-of-image marker was reached. */
    private boolean walk() {
        int at = nextMarker(2);
        while (at >= 0) {
            int marker = view.u8(at + 1);
            if (marker == EOI) {
                return true;
            }
            at = isBare(marker) ? nextMarker(at + 2) : afterSegment(at, marker);
        }
        return false;
    }

    private int afterSegment(int at, int marker) {
        if (at + 4 > view.length()) {
            return -1;
        }
        long end = at + 2L + view.u16(at + 2);
        if (end > view.length()) {
            return -1;
        }
        note(marker, at + 4, end);
        return nextMarker((int) end);
    }

    /** The next 0xFF that opens a marker, skipping entropy-coded bytes, stuffed zeros and fill; -1 at the end. */
    private int nextMarker(int from) {
        byte[] bytes = view.bytes();
        for (int i = from; i < bytes.length - 1; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] != 0 && bytes[i + 1] != (byte) 0xFF) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBare(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private void note(int marker, int at, long end) {
        count += marker == counted ? 1 : 0;
        switch (marker) {
            case APP0 -> jfif |= ImageFormat.has(view.bytes(), at, "JFIF\0");
            case APP1 -> noteExif(at, end);
            case APP14 -> noteAdobe(at, end);
            default -> noteFrame(marker, at);
        }
    }

    private void noteExif(int at, long end) {
        if (ImageFormat.has(view.bytes(), at, "Exif\0\0") && orientation == Orientation.UPRIGHT) {
            orientation = ExifOrientation.ofTiff(view.bytes(), at + 6, end);
        }
    }

    private void noteAdobe(int at, long end) {
        if (end - at >= 12 && ImageFormat.has(view.bytes(), at, "Adobe")) {
            adobeTransform = view.u8(at + 11);
        }
    }

    private void noteFrame(int marker, int at) {
        boolean startOfFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (!startOfFrame || size != null) {
            return;
        }
        size = ByteView.size(view.u16(at + 3), view.u16(at + 1));
        components = view.u8(at + 5);
        if (components >= 3) {
            componentIds = view.u8(at + 6) << 16 | view.u8(at + 9) << 8 | view.u8(at + 12);
        }
    }
}
