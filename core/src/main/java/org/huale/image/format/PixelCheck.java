package org.huale.image.format;

import org.huale.geometry.ImageSize;

/**
 * What is asked of a file's pixels before a decoder sees them, as far as that can be told without decoding. Decoders differ in what
 * they make of damage, some paint over it, and some take memory and time by what a header of a hundred bytes claims.
 */
final class PixelCheck {
    /** Pixels that any file may claim: they take little memory and time. */
    private static final long ALWAYS_ALLOWED = 1 << 20;

    private PixelCheck() {}

    /** @throws BadImage where the pixels cannot be what the header says */
    static void require(byte[] bytes, ImageFormat format, ImageSize size) {
        requirePlausible(bytes.length, format, size);
        switch (format) {
            case JPEG -> JpegScans.require(bytes);
            case PNG -> PngPixels.require(bytes);
            case BMP -> BmpRuns.require(bytes, size);
            case WEBP, TIFF, GIF -> {} // nothing can be told
        }
    }

    private static void requirePlausible(long length, ImageFormat format, ImageSize size) {
        if (size.pixels() > ALWAYS_ALLOWED + length * mostPixelsPerByte(format)) {
            throw new BadImage(
                    "its header claims " + size + " pixels, more than the file's " + length + " bytes can hold");
        }
    }

    /** By what the compressions can do at best; for WebP and TIFF more than blank pages of scanners come to. */
    private static long mostPixelsPerByte(ImageFormat format) {
        return switch (format) {
            case JPEG -> 512; // one bit for a block of 8x8
            case BMP -> 128; // a run of 255 in two bytes
            case PNG -> 8 * 1032; // deflate, of pixels of one bit
            case GIF -> 4096; // a row of codes, each one longer than the one before
            case WEBP, TIFF -> 1 << 16;
        };
    }
}
