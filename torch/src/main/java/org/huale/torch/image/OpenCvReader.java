package org.huale.torch.image;

import java.nio.file.Path;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ReadingRules;
import org.huale.image.format.EncodedImage;
import org.huale.image.format.ImageIoReader;

/**
 * Reads with OpenCV what OpenCV reads by the rules of {@link ImageReader}: JPEG, PNG, BMP and WebP; the rest (CMYK,
 * TIFF, GIF) and what it gives up on goes to {@link ImageIoReader}. The native libraries load with the first read.
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
        return OpenCvDecoder.decode(encoded.bytes()).orElseGet(() -> ImageIoReader.decode(encoded));
    }
}
