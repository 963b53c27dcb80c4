package org.huale.image.format;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * The colour conversion of JPEG, on raw components: JFIF's (BT.601, full range) in libjpeg's fixed point, so that pixels
 * equal those of other decoders; CMYK by plain multiplication. Colour profiles play no part.
 */
final class JpegColours {
    private static final int HALF = 1 << 15;
    private static final int CR_TO_RED = fixed(1.40200);
    private static final int CB_TO_GREEN = fixed(0.34414);
    private static final int CR_TO_GREEN = fixed(0.71414);
    private static final int CB_TO_BLUE = fixed(1.77200);

    private JpegColours() {}

    static Image toRgb(JpegFrame frame, Raster raw) {
        byte[] samples = interleaved(raw);
        byte[] rgb = new byte[Math.multiplyExact(3, raw.getWidth() * raw.getHeight())];
        switch (raw.getNumBands()) {
            case 1 -> gray(samples, rgb);
            case 3 -> copy(samples, 3, rgb);
            case 4 -> copy(samples, 4, rgb);
            default -> throw new BadImage("a JPEG of " + raw.getNumBands() + " components is not supported");
        }
        if (frame.isLumaChroma()) {
            lumaChromaToRgb(rgb);
        }
        if (raw.getNumBands() == 4) {
            multiplyBlack(frame, samples, rgb);
        }
        return new Image(new ImageSize(raw.getWidth(), raw.getHeight()), rgb);
    }

    private static byte[] interleaved(Raster raw) {
        byte[] samples = ((DataBufferByte) raw.getDataBuffer()).getData();
        if (samples.length != raw.getNumBands() * raw.getWidth() * raw.getHeight()) {
            throw new BadImage("its decoder gave " + samples.length + " samples for " + raw.getWidth() + "x"
                    + raw.getHeight() + " pixels");
        }
        return samples;
    }

    private static void gray(byte[] samples, byte[] rgb) {
        for (int i = 0, o = 0; i < samples.length; i++) {
            rgb[o++] = samples[i];
            rgb[o++] = samples[i];
            rgb[o++] = samples[i];
        }
    }

    private static void copy(byte[] samples, int bands, byte[] rgb) {
        for (int i = 0, o = 0; o < rgb.length; i += bands, o += 3) {
            rgb[o] = samples[i];
            rgb[o + 1] = samples[i + 1];
            rgb[o + 2] = samples[i + 2];
        }
    }

    private static void lumaChromaToRgb(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 3) {
            int luma = pixels[i] & 0xFF;
            int cb = (pixels[i + 1] & 0xFF) - 128;
            int cr = (pixels[i + 2] & 0xFF) - 128;
            pixels[i] = clamped(luma + ((CR_TO_RED * cr + HALF) >> 16));
            pixels[i + 1] = clamped(luma + ((-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF) >> 16));
            pixels[i + 2] = clamped(luma + ((CB_TO_BLUE * cb + HALF) >> 16));
        }
    }

    /** With an Adobe marker the stored values are 255 - ink, and YCCK converts to ink; without one they are ink. */
    private static void multiplyBlack(JpegFrame frame, byte[] samples, byte[] rgb) {
        boolean inverted = frame.adobeTransform() >= 0;
        boolean colourIsInk = !inverted || frame.isLumaChroma();
        for (int i = 0; i < rgb.length; i++) {
            int colour = rgb[i] & 0xFF;
            int black = samples[i / 3 * 4 + 3] & 0xFF;
            rgb[i] = (byte) PixelColours.underInk(colourIsInk ? colour : 255 - colour, inverted ? 255 - black : black);
        }
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << 16) + 0.5);
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
