package org.huale.dataset.drawn;

import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;

/**
 * A data set on its way into a tool's file.
 *
 * @param dataset to write
 * @param names of its image files below their folder
 * @param folder of the images as seen from the file, such as {@code images/}; empty where it is the file's own
 * @param guesses whether the annotations are a detector's guesses for people to correct
 */
public record Drawing(Dataset dataset, ImageNames names, String folder, boolean guesses) {

    /** The images of the file: all, but none that people would seem to have finished already. */
    public List<ImageRecord> images() {
        return guesses
                ? dataset.images().stream()
                        .filter(image -> !image.annotations().isEmpty())
                        .toList()
                : dataset.images();
    }

    /** The image's path below the folder of images. */
    public String file(ImageRecord image) {
        return names.file(image);
    }

    /** The image's path from the file. */
    public String path(ImageRecord image) {
        return folder + file(image);
    }

    public ClassNames classes() {
        return dataset.classes();
    }

    public String label(Annotation annotation) {
        return dataset.classes().name(annotation.classIndex());
    }

    /** Whether any annotation is difficult, so that a place for the mark is needed. */
    public boolean hasDifficult() {
        return dataset.images().stream()
                .anyMatch(image -> image.annotations().stream().anyMatch(Annotation::difficult));
    }

    /** Whether any annotation is a crowd. */
    public boolean hasCrowd() {
        return dataset.images().stream()
                .anyMatch(image -> image.annotations().stream().anyMatch(Annotation::crowd));
    }
}
