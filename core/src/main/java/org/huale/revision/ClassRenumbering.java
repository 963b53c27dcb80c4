package org.huale.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.problem.HualeException;

/**
 * From the numbers of one list of classes to those of another. Every class has a place in the second list; several may have
 * the same, and the second may have classes that no place leads to.
 *
 * @param places in the second list, by number in the first
 */
public record ClassRenumbering(ClassNames from, ClassNames to, List<Integer> places) {

    public ClassRenumbering {
        places = List.copyOf(places);
        if (places.size() != from.count() || places.stream().anyMatch(it -> it < 0 || it >= to.count())) {
            throw new IllegalArgumentException("places " + places + " do not lead from " + from + " to " + to);
        }
    }

    /** That changes nothing. */
    public static ClassRenumbering none(ClassNames classes) {
        return new ClassRenumbering(
                classes, classes, IntStream.range(0, classes.count()).boxed().toList());
    }

    /** This one, then another from the list that this one leads to. */
    public ClassRenumbering then(ClassRenumbering next) {
        if (!to.equals(next.from)) {
            throw new IllegalArgumentException(to + " is not followed by " + next.from);
        }
        return new ClassRenumbering(
                from, next.to, places.stream().map(next.places::get).toList());
    }

    /** Whether every class keeps its name and number. Names alone do not tell: one that was merged away may be added again. */
    public boolean isNone() {
        return equals(none(from));
    }

    /** Whether every class keeps its number and none comes or goes; with other names or without. */
    public boolean isAtMostNames() {
        return from.count() == to.count() && places.equals(none(from).places);
    }

    public List<Annotation> of(List<Annotation> annotations) {
        return isNone() ? annotations : annotations.stream().map(this::of).toList();
    }

    /** Those of each image. */
    public Map<ImageId, List<Annotation>> of(Map<ImageId, List<Annotation>> annotations) {
        Map<ImageId, List<Annotation>> all = new TreeMap<>();
        annotations.forEach((image, objects) -> all.put(image, of(objects)));
        return all;
    }

    private Annotation of(Annotation it) {
        return new Annotation(it.box(), places.get(it.classIndex()), it.difficult(), it.crowd(), it.area());
    }

    /**
     * The data set with the second list; as it is where nothing changes.
     *
     * @throws HualeException where it has not the first
     */
    public Dataset of(Dataset dataset) {
        if (isNone()) {
            return dataset;
        }
        if (!dataset.classes().equals(from)) {
            throw new HualeException(dataset.name() + ": has the classes "
                    + dataset.classes().names() + "; the run began with " + from.names() + "; restore the data");
        }
        List<ImageRecord> images = new ArrayList<>(dataset.size());
        for (ImageRecord image : dataset.images()) {
            images.add(new ImageRecord(image.id(), image.file(), image.size(), of(image.annotations())));
        }
        return new Dataset(dataset.name(), to, images);
    }

    /** Detections told in the second list; without evidence, whose probabilities are by class. */
    public Detections of(Detections found) {
        int[] classes = Arrays.stream(found.classes()).map(places::get).toArray();
        return new Detections(found.boxes(), classes, found.confidences(), null);
    }

    /** Counts by class of the second list, from those of the first. */
    public List<Integer> counts(List<Integer> ofFirst) {
        int[] sums = new int[to.count()];
        for (int i = 0; i < ofFirst.size(); i++) {
            sums[places.get(i)] += ofFirst.get(i);
        }
        return Arrays.stream(sums).boxed().toList();
    }
}
