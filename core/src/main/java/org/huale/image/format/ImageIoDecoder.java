package org.huale.image.format;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Finds the ImageIO plug-in for some bytes and turns its rasters into RGB. */
final class ImageIoDecoder {

    private ImageIoDecoder() {}

    /** One question to a plug-in. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(javax.imageio.ImageReader plugin) throws IOException;
    }

    static ImageSize size(byte[] bytes) {
        return ask(bytes, plugin -> ByteView.size(plugin.getWidth(0), plugin.getHeight(0)));
    }

    /** Empty where samples do not have 16 bits. */
    static OptionalInt usedBits(byte[] bytes) {
        BufferedImage image = ask(bytes, plugin -> plugin.read(0));
        return image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT
                ? OptionalInt.of(PixelColours.usedBits(image))
                : OptionalInt.empty();
    }

    static Image decode(EncodedImage encoded) {
        if (encoded.header().format() == ImageFormat.JPEG) {
            Raster raw = ask(encoded.bytes(), plugin -> plugin.readRaster(0, null));
            return JpegColours.toRgb(JpegFrame.of(encoded.bytes()), raw);
        }
        return PixelColours.toRgb(ask(encoded.bytes(), plugin -> plugin.read(0)));
    }

    private static <T> T ask(byte[] bytes, Question<T> question) {
        try (ImageInputStream in = bounded(bytes)) {
            javax.imageio.ImageReader plugin = plugin(in);
            try {
                plugin.setInput(in, true, true);
                return question.ask(plugin);
            } finally {
                plugin.dispose();
            }
        } catch (BadImage known) {
            throw known;
        } catch (IOException | RuntimeException failed) { // plug-ins throw both on bytes they did not expect
            throw new BadImage("it cannot be decoded: " + failed.getMessage(), failed);
        }
    }

    /** TIFFs are read to and fro and by lengths of their own, where zeros behind the end would be found as values. */
    private static ImageInputStream bounded(byte[] bytes) {
        boolean webp = ImageFormat.of(bytes)
                .filter(format -> format == ImageFormat.WEBP)
                .isPresent();
        return webp ? new BoundedInput(bytes) : new ByteArrayImageInputStream(bytes);
    }

    private static javax.imageio.ImageReader plugin(ImageInputStream in) {
        Iterator<javax.imageio.ImageReader> plugins = ImageIO.getImageReaders(in);
        if (!plugins.hasNext()) {
            throw new BadImage("no decoder takes it");
        }
        return plugins.next();
    }
}
