package org.huale.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.Problem;

/**
 * A file format of data sets: what its data sets are called, how they are read and written, how images are handed to
 * annotators in it and how their work is read back. Formats are found by {@link java.util.ServiceLoader}: a public class
 * with a public constructor without arguments, and no state. {@link DatasetFormats} holds the one instance of each.
 */
public interface DatasetFormat {

    /** The word before the first colon of a data set's name, {@code voc}, which also stands for the format in a configuration. */
    @JsonValue
    String prefix();

    /** The name in messages; where nothing else is said, the prefix in capitals. */
    default String title() {
        return prefix().toUpperCase(Locale.ROOT);
    }

    /** What a user may write, {@code voc:DIR[:SPLIT]}. */
    String form();

    /**
     * Where the detail of a data set's name begins.
     *
     * @param rest of the name, after prefix and colon
     * @return the position of the colon between path and detail, negative where there is no detail; see {@link DetailCut}
     */
    int cut(String rest);

    /** The detail, where it is a path, as one that does not depend on the working folder. */
    default String absoluteDetail(String detail) {
        return detail;
    }

    /** Whether its files call classes by places in a list of names, so that somebody may count them otherwise. */
    default boolean numbersClasses() {
        return false;
    }

    /**
     * Whether its boxes can be read in the form that a name asks for, which the format hands to {@link ImageFiles#findings}. Others take
     * none but their own, as {@code boxes=xyxy}, by which somebody says that boxes are meant as they are read.
     */
    default boolean takesBoxForms() {
        return false;
    }

    /** Whether a path that was given without a prefix looks like such a data set; it makes a guess for a message. */
    boolean resembles(Path path);

    /**
     * Reads images and annotations; nothing is left out or changed without a {@link Problem}.
     *
     * @throws org.huale.problem.HualeException where the data set as a whole cannot be read
     */
    DatasetReading read(DatasetLocator locator, ImageFiles images);

    /**
     * The name under which a data set that is written to this place is read again.
     *
     * @throws org.huale.problem.HualeException where the name is no place to write to
     */
    DatasetLocator target(DatasetLocator wanted);

    /**
     * The folder that the annotations of a data set are written to.
     *
     * @param target as {@link #target} gave it
     */
    default Path folder(DatasetLocator target) {
        boolean file = isOneFile() || Files.isRegularFile(target.path());
        return file ? RelativePath.folderOf(target.path()) : target.path();
    }

    /**
     * Writes a data set with its images.
     *
     * @param target as {@link #target} gave it
     * @param imageWritten hears of every image in its place
     * @return what the format cannot say of this data set
     */
    List<Problem> write(DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten);

    /**
     * Writes images for annotators, with the annotations they start from. An image without any gets no file of its own that
     * {@link #isFinished} would take for finished work.
     *
     * @param images their ids are plain file names
     * @param folder that is there and empty
     */
    void handOut(Dataset images, Path folder);

    /**
     * Whether a file is annotators' work in this format, as any tool may export it, and not what other formats take. Files called
     * {@code to-label.} with any extension, which {@link #handOut} may write, are not asked about.
     *
     * @param folder that was searched
     * @param file relative to it, with forward slashes
     * @param names of the images that were handed out
     */
    boolean isFinished(Path folder, String file, FlatNames names);

    /** Whether a file goes with annotators' work in this format without being it, such as a list of classes. */
    default boolean accompanies(Path folder, String file) {
        return false;
    }

    /** Whether a single file holds the annotations of many images, so that none beside it are looked for. */
    boolean isOneFile();

    /** What an annotator leaves for an image without objects, such as {@code an empty text file}; empty where files cannot say so. */
    default String imageWithoutObjects() {
        return "";
    }

    /**
     * Reads annotators' work.
     *
     * @param files relative to the folder, with forward slashes, also those that are of no use
     * @param into takes annotations by image, and what the annotators have to mend
     */
    void readFinished(Path folder, List<String> files, FinishedAnnotations into);

    /**
     * The format that a configuration names.
     *
     * @param prefix in any case of letters
     * @throws org.huale.problem.HualeException where there is none such
     */
    @JsonCreator
    static DatasetFormat named(String prefix) {
        return DatasetFormats.named(prefix.toLowerCase(Locale.ROOT));
    }

    /** The words that {@link #named} takes. */
    static List<String> names() {
        return DatasetFormats.all().stream().map(DatasetFormat::prefix).toList();
    }
}
