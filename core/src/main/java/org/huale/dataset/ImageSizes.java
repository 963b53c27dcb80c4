package org.huale.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.huale.geometry.ImageSize;

/** Image sizes from file headers, without decoding. */
final class ImageSizes {
    private ImageSizes() {}

    /** The size, or empty with a finding where the header cannot be read or states an absurd size. */
    static Optional<ImageSize> of(Path file, String where, Findings findings) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                findings.unusable(where, "not an image of a known kind; left out");
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return Bounds.imageSize(reader.getWidth(0), reader.getHeight(0), where, findings);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            findings.unusable(where, String.format(Locale.ROOT, "image header cannot be read (%s); left out", e));
            return Optional.empty();
        }
    }
}
