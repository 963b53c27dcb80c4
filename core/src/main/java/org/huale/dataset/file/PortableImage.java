package org.huale.dataset.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.huale.image.ImageException;
import org.huale.image.ImageWriter;
import org.huale.image.Orientation;
import org.huale.image.format.ImageFormat;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/** An image as every annotation tool shows it: JPEG or PNG, upright as stored, with the extension of its kind. */
public final class PortableImage {
    private static final String PNG = ".png";

    private PortableImage() {}

    /** The extension that an image gets; its own where it cannot be read, as that is noticed when it is handed out. */
    public static String extension(Path file) {
        String own = ending(file);
        try {
            return extension(ImageHeader.read(file), own);
        } catch (ImageException e) {
            return own;
        }
    }

    private static String ending(Path file) {
        return RelativePath.extension(RelativePath.slashed(file));
    }

    private static String extension(ImageHeader header, String own) {
        if (keeps(header) && header.format() == ImageFormat.JPEG) {
            return own.toLowerCase(Locale.ROOT).matches("\\.jpe?g") ? own : ".jpg";
        }
        return own.equalsIgnoreCase(PNG) ? own : PNG;
    }

    private static boolean keeps(ImageHeader header) {
        boolean known = header.format() == ImageFormat.JPEG || header.format() == ImageFormat.PNG;
        return known && header.orientation() == Orientation.UPRIGHT;
    }

    /**
     * The image where it is, if that is portable and has the extension, or else a portable copy.
     *
     * @param copy its place, with the {@link #extension} of the image
     * @throws HualeException where the image cannot be read or written
     */
    public static Path of(Path file, Path copy) {
        try {
            Optional<ImageHeader> same = Optional.of(ImageHeader.read(file)).filter(PortableImage::keeps);
            if (same.isEmpty()) {
                Files.createDirectories(RelativePath.folderOf(copy));
                ImageWriter.write(ImageIoReader.defaults().read(file), copy);
                return copy;
            }
            if (ending(copy).equals(ending(file))) {
                return file;
            }
            Files.createDirectories(RelativePath.folderOf(copy));
            try (OutputStream out = Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW)) {
                InputFile.copy(file, out);
            }
            return copy;
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be copied to " + copy + ": " + FileFaults.reason(e), e);
        }
    }
}
