package org.huale.web.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.geometry.ImageSize;

/**
 * What a detector finds in an image, most confident first.
 *
 * @param size of the image
 * @param classes that the objects are told in
 * @param scores of the objects, in their order, in [0, 1]
 */
public record Guesses(ImageSize size, ClassNames classes, List<Annotation> objects, List<Double> scores) {

    public Guesses {
        objects = List.copyOf(objects);
        scores = List.copyOf(scores);
        if (objects.size() != scores.size()) {
            throw new IllegalArgumentException(objects.size() + " objects with " + scores.size() + " scores");
        }
    }

    /** The names of the objects' classes. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        objects.forEach(it -> names.add(classes.name(it.classIndex())));
        return names;
    }

    /** Those whose class has one of these names. */
    public Guesses of(List<String> names) {
        List<Annotation> kept = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            if (names.contains(classes.name(objects.get(i).classIndex()))) {
                kept.add(objects.get(i));
                theirs.add(scores.get(i));
            }
        }
        return new Guesses(size, classes, kept, theirs);
    }

    /** The mean of the scores; 0 where nothing is found. */
    public double meanScore() {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
