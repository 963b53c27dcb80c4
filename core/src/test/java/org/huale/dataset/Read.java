package org.huale.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.geometry.Box;
import org.huale.problem.Problem;

/** Small data sets written down as text, read, and told in short words. */
public record Read(DatasetReading reading) {

    /** Images of 64x48 in the file's folder, and the file with a text. */
    public static Read of(String prefix, Path file, String text, String... images) {
        Stream.of(images).forEach(name -> Samples.image(file.resolveSibling(name), Samples.SIZE, name.hashCode()));
        Samples.text(file, text);
        return new Read(DatasetLocator.parse(prefix + ":" + file).read());
    }

    /** {@code a.png: cat (1, 2, 3, 4), dog ...}, rounded to a hundredth. */
    public List<String> images() {
        return reading.dataset().images().stream()
                .map(image -> image.id() + ": "
                        + image.annotations().stream().map(this::text).collect(Collectors.joining(", ")))
                .toList();
    }

    private String text(Annotation annotation) {
        Box box = annotation.box();
        String numbers = Stream.of(box.x1(), box.y1(), box.x2(), box.y2())
                .map(value -> "" + Math.round(value * 100) / 100.0)
                .collect(Collectors.joining(" "));
        return reading.dataset().classes().name(annotation.classIndex()) + " " + numbers
                + (annotation.difficult() ? " difficult" : "") + (annotation.crowd() ? " crowd" : "");
    }

    /** {@code NOTE where: what}. */
    public List<String> problems() {
        return reading.problems().stream()
                .map(problem -> problem.severity() + " " + problem)
                .toList();
    }

    public List<Problem> unusable() {
        return reading.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.UNUSABLE)
                .toList();
    }

    public List<String> classes() {
        return reading.dataset().classes().names();
    }
}
