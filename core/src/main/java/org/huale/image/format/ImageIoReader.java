package org.huale.image.format;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ReadingRules;

/**
 * Reads with the JDK's own decoders, helped by TwelveMonkeys' for TIFF, unusual JPEG, and WebP where no {@link WebpDecoder} is on the class
 * path.
 */
public record ImageIoReader(ReadingRules rules) implements ImageReader {

    public static ImageIoReader defaults() {
        return new ImageIoReader(ReadingRules.defaults());
    }

    @Override
    public Image read(Path file) {
        return EncodedImage.read(file, rules, ImageIoReader::decode);
    }

    /**
     * How many bits of each sample a file uses that stores 16 of them; it is read as if it had no more. Empty for other
     * files than such PNGs and TIFFs.
     *
     * @throws ImageException as {@link #read}
     */
    public static OptionalInt usedBits(Path file) {
        byte[] bytes = ImageHeader.bytes(file);
        ImageFormat format = ImageHeader.read(file).format();
        boolean counted = format == ImageFormat.TIFF || (format == ImageFormat.PNG && PngLayout.hasLongSamples(bytes));
        return counted ? ImageIoDecoder.usedBits(bytes) : OptionalInt.empty();
    }

    /** Decodes any image that has been loaded, for readers that cannot decode it themselves. */
    public static Image decode(EncodedImage encoded) {
        boolean webp = encoded.header().format() == ImageFormat.WEBP;
        return webp ? Webp.DECODER.decode(encoded) : ImageIoDecoder.decode(encoded);
    }

    /** Looked for with the first file of the format. */
    private static final class Webp {
        private static final EncodedImage.Decoder DECODER = find();

        private static EncodedImage.Decoder find() {
            Iterator<WebpDecoder> found = ServiceLoader.load(WebpDecoder.class).iterator();
            return found.hasNext() ? found.next() : ImageIoDecoder::decode;
        }
    }
}
