package org.huale.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFiles;
import org.huale.image.OrientationPolicy;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * The name of a data set on the command line: the prefix of its {@link DatasetFormat}, a colon, a path and, after another
 * colon, a detail, as in {@code voc:DIR[:SPLIT]} or {@code coco:ANNOTATIONS.json[:IMAGES_DIR]}.
 *
 * @param format how it is stored
 * @param path a folder, as for VOC, or the file that describes the data set
 * @param detail a split or, for COCO, the folder of the images; empty for the format's default
 */
public record DatasetLocator(DatasetFormat format, Path path, Optional<String> detail) {

    /**
     * @throws HualeException where the text is no such name; whether anything is there is seen when reading
     */
    public static DatasetLocator parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new HualeException(
                    "data set '" + text + "' must begin with its kind: " + DatasetFormats.forms() + guess(text));
        }
        DatasetFormat format = DatasetFormats.named(text.substring(0, colon), text);
        String rest = text.substring(colon + 1);
        int cut = exists(rest) ? -1 : format.cut(rest);
        String path = cut < 0 ? rest : rest.substring(0, cut);
        Optional<String> detail = cut < 0 ? Optional.empty() : Optional.of(rest.substring(cut + 1));
        if (path.isBlank() || detail.filter(String::isBlank).isPresent()) {
            throw new HualeException("data set '" + text + "' must have the form " + format.form());
        }
        return new DatasetLocator(format, path(path, text), detail);
    }

    /** A path that is there is meant as a whole, whatever colons are in it. */
    private static boolean exists(String path) {
        try {
            return !path.isEmpty() && Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path path(String path, String text) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new HualeException("data set '" + text.replace('\0', '?') + "': not a path: " + e.getReason(), e);
        }
    }

    private static String guess(String text) {
        Path path = path(text, text);
        return DatasetFormats.all().stream()
                .filter(format -> format.resembles(path))
                .findFirst()
                .map(format -> "; did you mean " + format.prefix() + ":" + text + "?")
                .orElse("");
    }

    /**
     * Reads annotations and finds the images, which have to be there.
     *
     * @throws HualeException where the data set as a whole cannot be read; smaller things are problems of the reading
     */
    public DatasetReading read() {
        return format.read(this, ImageFiles.NEEDED);
    }

    /** The same, with image sizes taken from headers under a policy other than the default. */
    public DatasetReading read(OrientationPolicy orientation) {
        return format.read(this, new ImageFiles(true, orientation));
    }

    /** Reads annotations for images that need not be there, as long as their sizes are stated. */
    public DatasetReading readWithoutImages() {
        return format.read(this, ImageFiles.NOT_NEEDED);
    }

    /**
     * The place to write a data set to, in the words of a locator that will read it again; a YOLO data set may be named by
     * its folder.
     *
     * @throws HualeException where the text names no place to write to
     */
    public static DatasetLocator target(String text) {
        DatasetLocator wanted = parse(text);
        return wanted.format().target(wanted);
    }

    /**
     * Writes a data set with its images to this place, which {@link #target(String)} gave; COCO files keep the numbering of
     * a data set that came from COCO.
     *
     * @param imageWritten hears of every image in its place
     * @return what the format could not say
     */
    public List<Problem> write(DatasetReading reading, Existing existing, Runnable imageWritten) {
        return format.write(reading, this, existing, imageWritten);
    }

    /** The same with paths that do not depend on where the program was started. */
    public DatasetLocator absolute() {
        return new DatasetLocator(format, path.toAbsolutePath().normalize(), detail.map(format::absoluteDetail));
    }

    @Override
    public String toString() {
        return format.prefix() + ":" + path + detail.map(more -> ":" + more).orElse("");
    }
}
