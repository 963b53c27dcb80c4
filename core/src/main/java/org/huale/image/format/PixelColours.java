package org.huale.image.format;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * RGB out of whatever ImageIO decoded: samples as stored, without the gamma and profile conversions that
 * {@link BufferedImage#getRGB} would apply to gray and to profiled images; alpha is dropped.
 */
final class PixelColours {

    private PixelColours() {}

    static Image toRgb(BufferedImage image) {
        ImageSize size = new ImageSize(image.getWidth(), image.getHeight());
        byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        for (int y = 0; y < size.height(); y++) {
            if (image.getColorModel() instanceof ComponentColorModel) {
                copySamples(image.getRaster(), image.getColorModel(), y, rgb);
            } else {
                copyPacked(image, y, rgb);
            }
        }
        return new Image(size, rgb);
    }

    /** Palettes and packed pixels: these are sRGB by definition. */
    private static void copyPacked(BufferedImage image, int y, byte[] rgb) {
        int width = image.getWidth();
        int[] row = image.getRGB(0, y, width, 1, null, 0, width);
        for (int x = 0, o = 3 * y * width; x < width; x++) {
            rgb[o++] = (byte) (row[x] >> 16);
            rgb[o++] = (byte) (row[x] >> 8);
            rgb[o++] = (byte) row[x];
        }
    }

    private static void copySamples(Raster raster, ColorModel model, int y, byte[] rgb) {
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        int shift = shift(raster);
        int[] row = raster.getPixels(0, y, width, 1, (int[]) null);
        int colours = model.getNumColorComponents();
        for (int x = 0, o = 3 * y * width; x < width; x++, o += 3) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[o + channel] = (byte) colour(row, x * bands, colours, channel, shift);
            }
        }
    }

    private static int colour(int[] row, int at, int colours, int channel, int shift) {
        return switch (colours) {
            case 1 -> row[at] >> shift;
            case 3 -> row[at + channel] >> shift;
            case 4 -> underInk(row[at + channel] >> shift, row[at + 3] >> shift);
            default -> throw new BadImage("pixels of " + colours + " colours are not supported");
        };
    }

    /** What cyan, magenta or yellow ink and black ink (0..255) leave of white. */
    static int underInk(int ink, int black) {
        return ((255 - ink) * (255 - black) + 127) / 255;
    }

    private static int shift(Raster raster) {
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_BYTE -> 0;
            case DataBuffer.TYPE_USHORT -> 8;
            default -> throw new BadImage("only samples of 8 and 16 bits are supported");
        };
    }
}
