package org.huale.dataset;

import org.huale.dataset.file.ImageFiles;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.huale.image.OrientationPolicy;
import org.huale.problem.HualeException;

/**
 * The name of a data set on the command line: {@code voc:DIR[:SPLIT]}, {@code coco:ANNOTATIONS.json[:IMAGES_DIR]} or
 * {@code yolo:DATA.yaml[:SPLIT]}.
 *
 * @param format how it is stored
 * @param path the folder of a VOC data set, otherwise the file that describes it
 * @param detail the split or, for COCO, the folder of the images; empty for the format's default
 */
public record DatasetLocator(DatasetFormat format, Path path, Optional<String> detail) {

    /**
     * @throws HualeException where the text is no such name; whether anything is there is seen when reading
     */
    public static DatasetLocator parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new HualeException(
                    "data set '" + text + "' must begin with its kind: " + DatasetFormat.forms() + guess(text));
        }
        DatasetFormat format = DatasetFormat.named(text.substring(0, colon), text);
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
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return "; did you mean coco:" + text + "?";
        }
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return "; did you mean yolo:" + text + "?";
        }
        return exists(text + "/Annotations") ? "; did you mean voc:" + text + "?" : "";
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

    /** The same with paths that do not depend on where the program was started. */
    public DatasetLocator absolute() {
        return new DatasetLocator(format, path.toAbsolutePath().normalize(), detail.map(format::absoluteDetail));
    }

    @Override
    public String toString() {
        return format.prefix() + ":" + path + detail.map(more -> ":" + more).orElse("");
    }
}
