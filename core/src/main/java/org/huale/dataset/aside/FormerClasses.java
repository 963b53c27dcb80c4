package org.huale.dataset.aside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
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

    /** @throws org.huale.problem.HualeException as {@link FinishedAnnotations#read} does */
    public FinishedAnnotations.Result read(DatasetLocator finished, FlatNames images) {
        if (former.isEmpty()) {
            return FinishedAnnotations.read(finished.format(), finished.path(), images, names);
        }
        List<String> known = new ArrayList<>(names.names());
        known.addAll(former.keySet());
        FinishedAnnotations.Result read =
                FinishedAnnotations.read(finished.format(), finished.path(), images, new ClassNames(known));
        Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
        read.annotations()
                .forEach((image, objects) -> annotations.put(
                        image, objects.stream().map(it -> renamed(it, known)).toList()));
        return new FinishedAnnotations.Result(annotations, read.problems(), read.others());
    }

    private Annotation renamed(Annotation it, List<String> known) {
        String name = known.get(it.classIndex());
        int now = names.indexOf(former.getOrDefault(name, name)).orElseThrow();
        return new Annotation(it.box(), now, it.difficult(), it.crowd(), it.area());
    }
}
