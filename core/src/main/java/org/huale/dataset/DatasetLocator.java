package org.huale.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.option.OptionText;
import org.huale.dataset.option.ReadingOptions;
import org.huale.image.OrientationPolicy;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;

/**
 * The name of a data set on the command line: the prefix of its {@link DatasetFormat}, a colon, a path and, after another
 * colon, a detail, as in {@code voc:DIR[:SPLIT]} or {@code coco:ANNOTATIONS.json[:IMAGES_DIR]}; behind a question mark, how
 * it is to be read, {@code ?boxes=xyxy&classes=cat,dog}.
 *
 * @param format how it is stored
 * @param path a folder, as for VOC, or the file that describes the data set
 * @param detail a split or, for COCO, the folder of the images; empty for the format's default
 * @param options how it is read, where its files do not say so themselves
 */
public record DatasetLocator(DatasetFormat format, Path path, Optional<String> detail, ReadingOptions options) {

    /** Read as its files say. */
    public DatasetLocator(DatasetFormat format, Path path, Optional<String> detail) {
        this(format, path, detail, ReadingOptions.NONE);
    }

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
        int begin = exists(rest) ? -1 : OptionText.begin(rest);
        return begin < 0
                ? located(format, exists(rest) ? rest : OptionText.path(rest), text)
                : located(format, OptionText.path(rest.substring(0, begin)), text)
                        .with(options(rest.substring(begin + 1), text));
    }

    private static ReadingOptions options(String options, String text) {
        try {
            return ReadingOptions.parse(options);
        } catch (HualeException e) {
            throw new HualeException("data set '" + text + "': " + e.getMessage(), e);
        }
    }

    private static DatasetLocator located(DatasetFormat format, String rest, String text) {
        int cut = exists(rest) ? -1 : format.cut(rest);
        String path = cut < 0 ? rest : rest.substring(0, cut);
        Optional<String> detail = cut < 0 ? Optional.empty() : Optional.of(rest.substring(cut + 1));
        if (path.isBlank() || detail.filter(String::isBlank).isPresent()) {
            throw new HualeException("data set '" + text + "' must have the form " + format.form());
        }
        return new DatasetLocator(format, path(path, text), detail);
    }

    /** The same data set, read otherwise. */
    public DatasetLocator with(ReadingOptions other) {
        return new DatasetLocator(format, path, detail, other);
    }

    /**
     * The same, refused where options are given that nobody would heed.
     *
     * @param what it is, for the message
     */
    public DatasetLocator withoutOptions(String what) {
        if (!options.isNone()) {
            throw new HualeException("'" + this + "': " + what + " takes no options; " + options + " says how to read");
        }
        return this;
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
     * @throws HualeException where the data set as a whole cannot be read, or its boxes or class numbers cannot have been meant
     *     as they are read; smaller things are problems of the reading
     */
    public DatasetReading read() {
        return refused(read(ImageFiles.NEEDED));
    }

    /**
     * The same for somebody who looks for problems: boxes that cannot have been meant so are one.
     *
     * @param orientation under which image sizes are taken from headers
     */
    public DatasetReading read(OrientationPolicy orientation) {
        return read(new ImageFiles(true, orientation));
    }

    /** Reads annotations for images that need not be there, as long as their sizes are stated. */
    public DatasetReading readWithoutImages() {
        return refused(read(ImageFiles.NOT_NEEDED));
    }

    private DatasetReading refused(DatasetReading reading) {
        return ClassDoubts.refused(BoxDoubts.refused(reading, this), this);
    }

    private DatasetReading read(ImageFiles images) {
        ClassDoubts.requireNumbers(this);
        boolean stored = options.pixels() == ReadingOptions.Pixels.STORED;
        OrientationPolicy orientation = stored ? OrientationPolicy.IGNORE : images.orientation();
        ImageFiles asked = new ImageFiles(images.needed(), orientation, options.boxes());
        DatasetReading read = InputFault.reading(toString(), () -> AskedReading.of(format.read(this, asked), this));
        return ClassDoubts.told(BoxDoubts.told(read, this), this);
    }

    /**
     * The place to write a data set to, in the words of a locator that will read it again; a YOLO data set may be named by
     * its folder.
     *
     * @throws HualeException where the text names no place to write to
     */
    public static DatasetLocator target(String text) {
        DatasetLocator wanted = parse(text).withoutOptions("a place to write to");
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
        return new DatasetLocator(
                format, path.toAbsolutePath().normalize(), detail.map(format::absoluteDetail), options);
    }

    @Override
    public String toString() {
        String name = path + detail.map(more -> ":" + more).orElse("");
        return format.prefix() + ":" + OptionText.quoted(name) + options;
    }
}
