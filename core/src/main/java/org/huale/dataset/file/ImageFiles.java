package org.huale.dataset.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.dataset.box.BoxForm;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.Orientation;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.format.ImageHeader;
import org.huale.storage.InputFile;

/**
 * How image files are treated while annotations are read.
 *
 * @param needed whether an image without its file is unusable; where not, files are looked for only if nothing else
 *     tells the image's size
 * @param orientation under which sizes are taken from headers
 * @param boxes the form in which boxes are to be read, whatever the format's own is
 */
public record ImageFiles(boolean needed, OrientationPolicy orientation, Optional<BoxForm> boxes) {
    public static final ImageFiles NEEDED =
            new ImageFiles(true, ReadingRules.defaults().orientation());
    public static final ImageFiles NOT_NEEDED =
            new ImageFiles(false, ReadingRules.defaults().orientation());

    public ImageFiles(boolean needed, OrientationPolicy orientation) {
        this(needed, orientation, Optional.empty());
    }

    /**
     * What a reader needs to note what it finds.
     *
     * @param stated the form in which the format states its boxes
     */
    public Findings findings(BoxForm stated) {
        return new Findings(stated, boxes);
    }

    /** What to do about an image whose file is not there: nothing, after a finding, or its expected path. */
    public Optional<Path> missing(Path expected, String where, Findings findings) {
        if (needed) {
            String why = Files.exists(expected) ? InputFile.obstacle(expected).orElse("") : "no such image";
            findings.unusable(where, why + "; left out");
            return Optional.empty();
        }
        return Optional.of(expected);
    }

    /** The size in the header, which nothing else states, or empty with a finding where that cannot be read or is absurd. */
    public Optional<ImageSize> size(Path file, String where, Findings findings) {
        try {
            ImageHeader header = ImageHeader.read(file);
            ImageSize size = header.size(file, orientation);
            if (header.orientation() != Orientation.UPRIGHT) {
                findings.turned();
            }
            return Bounds.imageSize(size.width(), size.height(), where, findings);
        } catch (ImageException e) {
            findings.unusable(where, e.getMessage() + "; left out");
            return Optional.empty();
        }
    }
}
