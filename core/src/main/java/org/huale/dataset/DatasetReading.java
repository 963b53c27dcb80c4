package org.huale.dataset;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.file.Findings;
import org.huale.problem.Problem;

/**
 * What came of reading a data set.
 *
 * @param dataset only images and boxes that can be learned from; those that can also be looked at are in the account
 * @param numbering the numbers by which COCO files speak of its images and classes
 * @param problems everything noticed, in reading order; nothing was left out or changed without being listed here
 * @param boxes how many boxes were changed
 * @param account of all images and annotation files
 */
public record DatasetReading(
        Dataset dataset, CocoNumbering numbering, List<Problem> problems, BoxCounts boxes, AnnotationAccount account) {

    public DatasetReading {
        problems = List.copyOf(problems);
    }

    /**
     * What can be learned from of all that is there.
     *
     * @param numbering of all images
     */
    public static DatasetReading of(AnnotationAccount account, CocoNumbering numbering, Findings findings) {
        return new DatasetReading(account.learnable(), numbering, findings.problems(), findings.counts(), account);
    }

    /** All images that can be looked at, with what usable annotations they have: a pool to choose from. */
    public Dataset pool() {
        return account.all();
    }

    /** The same of images that were changed, with what was noticed then. */
    DatasetReading with(Dataset changed, List<Problem> noticed) {
        AnnotationAccount other = account.with(changed);
        return new DatasetReading(other.learnable(), numbering, noticed, boxes, other);
    }

    DatasetReading named(String name) {
        return with(new Dataset(name, pool().classes(), pool().images()), problems);
    }

    /**
     * With other classes, whose numbers objects get; those of a class without a new number are left out.
     *
     * @param target new number of each class, or -1
     * @param notes to be listed with the other problems
     */
    DatasetReading with(ClassNames classes, int[] target, List<Problem> notes) {
        List<ImageRecord> images =
                pool().images().stream().map(image -> with(image, target)).toList();
        List<Problem> all = Stream.concat(problems.stream(), notes.stream()).toList();
        DatasetReading chosen = with(new Dataset(pool().name(), classes, images), all);
        return new DatasetReading(
                chosen.dataset, numbering.chosen(target, classes.count()), all, boxes, chosen.account);
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
