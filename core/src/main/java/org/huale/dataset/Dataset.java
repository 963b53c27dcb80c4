package org.huale.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huale.api.Stable;

/** The images of a collection in a fixed order, with class names and annotations; never changes. */
@Stable
public record Dataset(String name, ClassNames classes, List<ImageRecord> images) {

    public Dataset {
        images = List.copyOf(images);
        Set<ImageId> seen = new HashSet<>();
        for (ImageRecord image : images) {
            if (!seen.add(image.id())) {
                throw new IllegalArgumentException(name + ": image id " + image.id() + " occurs twice");
            }
            requireKnownClasses(name, classes, image);
        }
    }

    public int size() {
        return images.size();
    }

    private static void requireKnownClasses(String name, ClassNames classes, ImageRecord image) {
        for (Annotation annotation : image.annotations()) {
            if (annotation.classIndex() >= classes.count()) {
                throw new IllegalArgumentException(name + ": image " + image.id() + " has class index "
                        + annotation.classIndex() + ", the data set has " + classes.count() + " classes");
            }
        }
    }
}
