package org.huale.dataset.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.problem.Problem;

/** What a format cannot say of a data set. */
public final class Losses {
    private final String title;
    private final Dataset dataset;
    private final List<Problem> losses = new ArrayList<>();

    private Losses(String title, Dataset dataset) {
        this.title = title;
        this.dataset = dataset;
    }

    /** @param title of the format */
    public static Losses of(String title, Dataset dataset) {
        return new Losses(title, dataset);
    }

    /** Of a format that holds boxes with the names of classes, and nothing else. */
    public static List<Problem> ofBoxesAlone(String title, Dataset dataset) {
        return of(title, dataset).difficult().crowd().area().blanksAroundNames().list();
    }

    public Losses difficult() {
        return of(Annotation::difficult, "marks 'difficult'");
    }

    public Losses crowd() {
        return of(Annotation::crowd, "marks 'crowd', so that groups become single objects");
    }

    /** Areas of their own, which most formats have no place for. */
    public Losses area() {
        return of(Losses::hasOwnArea, "areas of segmentations, which become those of the boxes");
    }

    /** Blanks around names of classes, without which a list of classes or the file itself is read. */
    public Losses blanksAroundNames() {
        dataset.classes().names().stream()
                .filter(name -> !name.equals(name.strip()))
                .forEach(name -> losses.add(Problem.note(
                        dataset.name(),
                        title + " files cannot hold the blanks around a name: class '" + name + "' becomes '"
                                + name.strip() + "'")));
        return this;
    }

    public List<Problem> list() {
        return List.copyOf(losses);
    }

    private static boolean hasOwnArea(Annotation annotation) {
        return Math.abs(annotation.area() - annotation.box().area()) > 1e-6;
    }

    private Losses of(Predicate<Annotation> which, String what) {
        Stream<Annotation> all = dataset.images().stream().flatMap(image -> image.annotations().stream());
        long count = all.filter(which).count();
        if (count > 0) {
            losses.add(Problem.note(dataset.name(), title + " files cannot hold " + count + " " + what));
        }
        return this;
    }
}
