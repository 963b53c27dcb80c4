package org.huale.dataset.drawn;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.Bounds;

/**
 * What is in a file of a tool, or in all files of a folder.
 *
 * @param classes in the order in which the file lists them; empty where it has no list
 * @param images in file order
 */
public record DrawnFile(Optional<ClassNames> classes, List<DrawnImage> images) {

    public DrawnFile {
        images = List.copyOf(images);
    }

    /** A file without a list of classes. */
    public DrawnFile(List<DrawnImage> images) {
        this(Optional.empty(), images);
    }

    /** The sorted names of classes that objects have. */
    public ClassNames usedClasses() {
        TreeSet<String> names = new TreeSet<>();
        images.forEach(image -> image.objects().stream()
                .filter(DrawnObject::hasBox)
                .map(DrawnObject::label)
                .filter(label -> Bounds.faultOfClassName(label).isEmpty())
                .forEach(names::add));
        return new ClassNames(List.copyOf(names));
    }
}
