package org.huale.torch.image;

import java.nio.file.Path;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ReadingRules;
import org.huale.image.format.EncodedImage;
import org.huale.image.format.ImageIoReader;
import org.huale.torch.stdio.DecoderWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads with OpenCV what every decoder reads alike: JPEG and PNG that are built as usual; the rest (BMP, TIFF, GIF, JPEG of four
 * colours, PNG of 16 bits, odd ones) goes to {@link ImageIoReader}, and WebP by that to {@link OpenCvWebpDecoder}. Which decoder reads a file follows from its structure alone:
 * what OpenCV refuses is refused, and never tried by another. The native libraries load with the first read.
 */
public record OpenCvReader(ReadingRules rules) implements ImageReader {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCvReader.class);

    public static OpenCvReader defaults() {
        return new OpenCvReader(ReadingRules.defaults());
    }

    /** Loads the native libraries, unless they are loaded; where that fails, the first read says so. */
    public static void load() {
        try {
            OpenCvDecoder.load();
        } catch (LinkageError e) {
            LOG.debug("OpenCV cannot be loaded", e);
        }
    }

    @Override
    public Image read(Path file) {
        return EncodedImage.read(file, rules, OpenCvReader::decode);
    }

    private static Image decode(EncodedImage encoded) {
        return encoded.directly() ? decodedByOpenCv(encoded) : ImageIoReader.decode(encoded);
    }

    static Image decodedByOpenCv(EncodedImage encoded) {
        return DecoderWords.logged(encoded.file(), () -> OpenCvDecoder.decode(encoded.bytes()))
                .orElseThrow(() -> new IllegalArgumentException("OpenCV refuses it"));
    }
}
