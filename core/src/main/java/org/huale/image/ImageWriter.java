package org.huale.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as PNG (no loss) or JPEG. */
public final class ImageWriter {
    private static final float JPEG_QUALITY = 0.9f;

    private ImageWriter() {}

    /**
     * Writes what the file's name asks for: {@code .png}, or {@code .jpg} and {@code .jpeg} of quality 0.9. An existing
     * file is replaced; in the place of a link the file itself comes, and what the link leads to stays.
     *
     * @throws ImageException where the name asks for something else or the file cannot be written
     */
    public static void write(Image image, Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".png")) {
                write(png(image), file);
            } else if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
                write(jpeg(image, JPEG_QUALITY), file);
            } else {
                throw new ImageException(file + ": pictures are written as .png, .jpg or .jpeg");
            }
        } catch (IOException unwritable) {
            throw new ImageException(file + ": it cannot be written: " + unwritable, unwritable);
        }
    }

    /** Not forced to the disk: of the pictures that programs are handed there may be thousands. */
    private static void write(byte[] bytes, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        Files.write(file, bytes);
    }

    /** A PNG file's bytes. */
    public static byte[] png(Image image) {
        return encoded(image, "png", 1);
    }

    /** A JPEG file's bytes, for a quality in [0, 1]. */
    public static byte[] jpeg(Image image, float quality) {
        return encoded(image, "jpeg", quality);
    }

    private static byte[] encoded(Image image, String format, float quality) {
        BufferedImage pixels = pixels(image);
        javax.imageio.ImageWriter plugin = ImageIO.getImageWriters(
                        ImageTypeSpecifier.createFromRenderedImage(pixels), format)
                .next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = plugin.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(format.equals("png") ? 0 : quality); // 0: the smallest PNG
            plugin.setOutput(out);
            plugin.write(null, new IIOImage(pixels, null, null), parameters);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected); // nothing here touches a disk
        } finally {
            plugin.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage pixels(Image image) {
        DataBufferByte buffer = new DataBufferByte(image.rgb(), image.rgb().length);
        WritableRaster raster = Raster.createInterleavedRaster(
                buffer, image.width(), image.height(), 3 * image.width(), 3, new int[] {0, 1, 2}, null);
        ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
