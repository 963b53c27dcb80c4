package org.huale.dataset;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.file.BoxCounts;
import org.huale.problem.Problem;

/**
 * What came of reading a data set.
 *
 * @param dataset only images and boxes that can be used
 * @param numbering the numbers by which COCO files speak of its images and classes
 * @param problems everything noticed, in reading order; nothing was left out or changed without being listed here
 * @param boxes how many boxes were changed
 */
public record DatasetReading(Dataset dataset, CocoNumbering numbering, List<Problem> problems, BoxCounts boxes) {

    public DatasetReading {
        problems = List.copyOf(problems);
    }

    /**
     * With other classes, whose numbers objects get; those of a class without a new number are left out.
     *
     * @param target new number of each class, or -1
     * @param notes to be listed with the other problems
     */
    DatasetReading with(ClassNames classes, int[] target, List<Problem> notes) {
        List<ImageRecord> images =
                dataset.images().stream().map(image -> with(image, target)).toList();
        List<Problem> all = Stream.concat(problems.stream(), notes.stream()).toList();
        return new DatasetReading(
                new Dataset(dataset.name(), classes, images), numbering.chosen(target, classes.count()), all, boxes);
    }

    DatasetReading named(String name) {
        return new DatasetReading(new Dataset(name, dataset.classes(), dataset.images()), numbering, problems, boxes);
    }

    private static ImageRecord with(ImageRecord image, int[] target) {
        List<Annotation> kept = image.annotations().stream()
                .filter(it -> target[it.classIndex()] >= 0)
                .map(it -> new Annotation(it.box(), target[it.classIndex()], it.difficult(), it.crowd(), it.area()))
                .toList();
        return new ImageRecord(image.id(), image.file(), image.size(), kept);
    }

    /**
     * Without some classes that no object has.
     *
     * @param reasons by class name
     * @param where the file, for the notes
     */
    public DatasetReading without(Map<String, String> reasons, String where) {
        if (reasons.isEmpty()) {
            return this;
        }
        List<String> names = dataset.classes().names().stream()
                .filter(name -> !reasons.containsKey(name))
                .toList();
        int[] target =
                dataset.classes().names().stream().mapToInt(names::indexOf).toArray();
        List<Problem> notes = reasons.entrySet().stream()
                .map(it -> Problem.note(
                        where,
                        "class '" + it.getKey() + "' was left out, as " + it.getValue()
                                + "; classes=* behind the name keeps it"))
                .toList();
        return with(new ClassNames(names), target, notes);
    }

    /** True where something could not be used at all. */
    public boolean hasUnusable() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.UNUSABLE);
    }
}
