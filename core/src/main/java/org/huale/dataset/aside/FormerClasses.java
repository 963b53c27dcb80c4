package org.huale.dataset.aside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageId;

/**
 * Reads finished annotations that may still call classes by names that they had when the images were handed out.
 *
 * @param names of the classes now
 * @param former names, none of which a class has now, with those that the classes have now
 */
public record FormerClasses(ClassNames names, Map<String, String> former) {

    public FormerClasses {
        former = new TreeMap<>(former);
    }

    /** The names by which annotators may know classes: those of now, then the former ones. */
    public ClassNames all() {
        List<String> all = new ArrayList<>(names.names());
        all.addAll(former.keySet());
        return new ClassNames(all);
    }

    /** What was read with {@link #all}, in the classes of now. */
    public FinishedAnnotations.Result inPresentClasses(FinishedAnnotations.Result read) {
        List<String> known = all().names();
        Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
        read.annotations()
                .forEach((image, objects) -> annotations.put(
                        image, objects.stream().map(it -> renamed(it, known)).toList()));
        return read.withAnnotations(annotations);
    }

    private Annotation renamed(Annotation it, List<String> known) {
        String name = known.get(it.classIndex());
        int now = names.indexOf(former.getOrDefault(name, name)).orElseThrow();
        return new Annotation(it.box(), now, it.difficult(), it.crowd(), it.area());
    }
}
