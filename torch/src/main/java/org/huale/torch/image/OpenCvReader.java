package org.huale.torch.image;

import java.nio.file.Path;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ReadingRules;
import org.huale.image.format.EncodedImage;
import org.huale.image.format.ImageIoReader;
import org.huale.torch.stdio.DecoderWords;

/**
 * Reads with OpenCV what every decoder reads alike: JPEG and PNG that are built as usual, and WebP; the rest (BMP, TIFF, GIF, JPEG of four
 * colours, PNG of 16 bits, odd ones) goes to {@link ImageIoReader}. Which decoder reads a file follows from its structure alone:
 * what OpenCV refuses is refused, and never tried by another. The native libraries load with the first read.
 */
public record OpenCvReader(ReadingRules rules) implements ImageReader {

    public static OpenCvReader defaults() {
        return new OpenCvReader(ReadingRules.defaults());
    }

    @Override
    public Image read(Path file) {
        return EncodedImage.read(file, rules, OpenCvReader::decode);
    }

    private static Image decode(EncodedImage encoded) {
        if (!encoded.directly()) {
            return ImageIoReader.decode(encoded);
        }
        return DecoderWords.logged(encoded.file(), () -> OpenCvDecoder.decode(encoded.bytes()))
                .orElseThrow(() -> new IllegalArgumentException("OpenCV refuses it"));
    }
}
