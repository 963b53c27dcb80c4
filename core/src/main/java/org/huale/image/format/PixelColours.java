package org.huale.image.format;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * RGB out of whatever ImageIO decoded: samples as stored, without the gamma and profile conversions that
 * {@link BufferedImage#getRGB} would apply to gray and to profiled images; alpha is dropped. Of 16 bits the eight highest in
 * use are taken, see {@link #usedBits}.
 */
final class PixelColours {

    private PixelColours() {}

    static Image toRgb(BufferedImage image) {
        ImageSize size = new ImageSize(image.getWidth(), image.getHeight());
        byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        int shift = image.getColorModel() instanceof ComponentColorModel ? shift(image) : 0;
        for (int y = 0; y < size.height(); y++) {
            if (image.getColorModel() instanceof ComponentColorModel) {
                copySamples(image.getRaster(), image.getColorModel(), new Row(y, shift), rgb);
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

    private record Row(int y, int shift) {}

    private static void copySamples(Raster raster, ColorModel model, Row at, byte[] rgb) {
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        int[] row = raster.getPixels(0, at.y(), width, 1, (int[]) null);
        int colours = model.getNumColorComponents();
        for (int x = 0, o = 3 * at.y() * width; x < width; x++, o += 3) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[o + channel] = (byte) colour(row, x * bands, colours, channel, at.shift());
            }
        }
    }

    private static int colour(int[] row, int at, int colours, int channel, int shift) {
        return switch (colours) {
            case 1 -> row[at] >> shift;
            case 3 -> row[at + channel] >> shift;
            case 4 -> underInk(row[at + channel] >> shift, row[at + 3] >> shift);
            default -> throw new BadImage("pixels of " + colours + " colors are not supported");
        };
    }

    /** What cyan, magenta or yellow ink and black ink (0..255) leave of white. */
    static int underInk(int ink, int black) {
        return ((255 - ink) * (255 - black) + 127) / 255;
    }

    /**
     * How many bits of 16 an image uses: 12, as cameras and scanners give, or 8 where no sample has more, else 16. Of the
     * levels between, an image cannot tell which were meant.
     */
    static int usedBits(BufferedImage image) {
        int colours = image.getColorModel().getNumColorComponents(); // alpha comes behind them
        int highest = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int band = 0; band < colours; band++) {
                int[] row = image.getRaster().getSamples(0, y, image.getWidth(), 1, band, (int[]) null);
                highest = Math.max(highest, Arrays.stream(row).max().orElse(0));
            }
        }
        return highest < 1 << 8 ? 8 : highest < 1 << 12 ? 12 : 16;
    }

    /** How many bits to leave out, so that the eight highest of those in use remain. */
    private static int shift(BufferedImage image) {
        return switch (image.getRaster().getTransferType()) {
            case DataBuffer.TYPE_BYTE -> 0;
            case DataBuffer.TYPE_USHORT -> usedBits(image) - 8;
            default -> throw new BadImage("only samples of 8 and 16 bits are supported");
        };
    }
}
