package org.huale.image.format;

import java.nio.file.Path;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ReadingRules;

/** Reads with the JDK's own decoders, helped by TwelveMonkeys' for TIFF, WebP and unusual JPEG. */
public record ImageIoReader(ReadingRules rules) implements ImageReader {

    public static ImageIoReader defaults() {
        return new ImageIoReader(ReadingRules.defaults());
    }

    @Override
    public Image read(Path file) {
        return EncodedImage.read(file, rules, ImageIoReader::decode);
    }

    /** Decodes any image that has been loaded, for readers that cannot decode it themselves. */
    public static Image decode(EncodedImage encoded) {
        return ImageIoDecoder.decode(encoded);
    }
}
