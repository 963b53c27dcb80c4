package org.huale.web.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.huale.image.ImageWriter;
import org.huale.image.Orientation;
import org.huale.image.format.ImageFormat;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;
import org.huale.storage.InputFile;
import org.huale.storage.Sha256;
import org.huale.web.desk.Missing;
import org.huale.web.desk.Pixels;

/**
 * Images as browsers take them. An upright JPEG or PNG goes out as it is; everything else is read by the rules by which
 * detectors see it, and written as JPEG.
 */
final class UprightPixels {
    private static final float QUALITY = 0.92f;

    private UprightPixels() {}

    /** @throws Missing where the file is gone */
    static Pixels of(Path file) {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            String tag = Sha256.of(file + "|" + about.size() + "|" + about.lastModifiedTime())
                    .substring(0, 32);
            ImageHeader header = ImageHeader.read(file);
            boolean asItIs = header.orientation() == Orientation.UPRIGHT;
            if (asItIs && header.format() == ImageFormat.JPEG) {
                return new Pixels("image/jpeg", tag, () -> bytes(file));
            }
            if (asItIs && header.format() == ImageFormat.PNG) {
                return new Pixels("image/png", tag, () -> bytes(file));
            }
            return new Pixels(
                    "image/jpeg",
                    tag,
                    () -> ImageWriter.jpeg(ImageIoReader.defaults().read(file), QUALITY));
        } catch (IOException e) {
            throw gone();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return InputFile.bytes(file);
        } catch (IOException e) {
            throw gone();
        }
    }

    private static Missing gone() {
        return new Missing("the image's file is gone");
    }
}
