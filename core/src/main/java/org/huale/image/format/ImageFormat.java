package org.huale.image.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.huale.image.Orientation;

/** The kinds of image file that are read, told apart by their first bytes, never by the file's name. */
public enum ImageFormat {
    JPEG {
        @Override
        FileLayout layout(byte[] bytes) {
            return JpegFrame.of(bytes).layout();
        }
    },
    PNG {
        @Override
        FileLayout layout(byte[] bytes) {
            return PngLayout.of(bytes);
        }

        @Override
        boolean hasExifBeyond(long known, FileChannel file) throws IOException {
            return PngLayout.hasExifBeyond(known, file);
        }
    },
    BMP {
        @Override
        FileLayout layout(byte[] bytes) {
            return BmpLayout.of(bytes);
        }
    },
    WEBP {
        @Override
        FileLayout layout(byte[] bytes) {
            return WebpLayout.of(bytes);
        }

        @Override
        boolean hasExifBeyond(long known, FileChannel file) throws IOException {
            return WebpLayout.hasExifBeyond(known, file);
        }
    },
    TIFF {
        @Override
        FileLayout layout(byte[] bytes) {
            return new FileLayout(ImageIoDecoder.size(bytes), ExifOrientation.ofTiff(bytes), true);
        }
    },
    GIF {
        @Override
        FileLayout layout(byte[] bytes) {
            return new FileLayout(ImageIoDecoder.size(bytes), Orientation.UPRIGHT, true);
        }
    };

    /**
     * Reads the file's structure without decoding pixels.
     *
     * @throws BadImage where the structure ends or breaks before the size is known
     */
    abstract FileLayout layout(byte[] bytes);

    /** Whether a file that is cut short is known for one without decoding it. */
    boolean showsItsEnd() {
        return this != TIFF && this != GIF;
    }

    /**
     * Whether a file whose size is known by its first bytes has EXIF that they do not hold all of; looks at little of it. Formats
     * say no where EXIF comes before the size.
     *
     * @param known number of the first bytes
     */
    boolean hasExifBeyond(long known, FileChannel file) throws IOException {
        return false;
    }

    /** The format whose signature the bytes begin with, if any. */
    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
    }

    private boolean begins(byte[] bytes) {
        return switch (this) {
            case JPEG -> has(bytes, 0, "\u00ff\u00d8\u00ff");
            case PNG -> has(bytes, 0, "\u0089PNG\r\n\u001a\n");
            case BMP -> has(bytes, 0, "BM");
            case WEBP -> has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP");
            case TIFF -> has(bytes, 0, "II*\0") || has(bytes, 0, "MM\0*");
            case GIF -> has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a");
        };
    }

    static boolean has(byte[] bytes, int offset, String expected) {
        byte[] wanted = expected.getBytes(StandardCharsets.ISO_8859_1);
        return offset >= 0
                && bytes.length - offset >= wanted.length
                && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
