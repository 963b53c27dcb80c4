package org.huale.dataset.aside;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageId;
import org.huale.problem.Problem;

/**
 * Reads finished annotations that may still call classes by names that they had when the images were handed out. A name that may be
 * one class or another is not guessed.
 *
 * @param names of the classes now
 * @param former names that they had
 */
public record FormerClasses(ClassNames names, FormerNames former) {

    /** The names by which annotators may know classes: those of now, then the former ones. */
    public ClassNames all() {
        Set<String> all = new LinkedHashSet<>(names.names());
        all.addAll(former.clear().keySet());
        all.addAll(former.doubtful().keySet());
        return new ClassNames(List.copyOf(all));
    }

    /** What was read with {@link #all}, in the classes of now; objects of a name in doubt are problems. */
    public FinishedAnnotations.Result inPresentClasses(FinishedAnnotations.Result read) {
        List<String> known = all().names();
        Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
        Map<String, Map<ImageId, Integer>> doubts = new TreeMap<>();
        read.annotations().forEach((image, objects) -> {
            objects.stream()
                    .map(it -> known.get(it.classIndex()))
                    .filter(former.doubtful()::containsKey)
                    .forEach(name ->
                            doubts.computeIfAbsent(name, it -> new TreeMap<>()).merge(image, 1, Integer::sum));
            annotations.put(
                    image,
                    objects.stream()
                            .filter(it -> !former.doubtful().containsKey(known.get(it.classIndex())))
                            .map(it -> renamed(it, known))
                            .toList());
        });
        return read.withAnnotations(annotations)
                .withProblems(doubts.entrySet().stream()
                        .map(it -> doubt(it.getKey(), it.getValue()))
                        .toList());
    }

    /**
     * Whether objects that were read with {@link #all} are the same as others in the classes of now, for one meaning or another of the
     * names in doubt.
     */
    public boolean mayBe(List<Annotation> read, List<Annotation> present) {
        List<String> known = all().names();
        return read.size() == present.size()
                && IntStream.range(0, read.size()).allMatch(i -> mayBe(read.get(i), present.get(i), known));
    }

    private boolean mayBe(Annotation read, Annotation present, List<String> known) {
        String name = known.get(read.classIndex());
        List<String> meant =
                former.doubtful().getOrDefault(name, List.of(former.clear().getOrDefault(name, name)));
        return meant.stream()
                .flatMapToInt(it -> names.indexOf(it).stream())
                .anyMatch(now -> inClass(read, now).equals(present));
    }

    private Problem doubt(String name, Map<ImageId, Integer> images) {
        List<String> meant = former.doubtful().getOrDefault(name, List.of());
        int objects = images.values().stream().mapToInt(Integer::intValue).sum();
        String present = names.indexOf(name).isPresent()
                ? "; for the class that is called '" + name
                        + "' now, give it another name (huale classes RUN rename) and write" + " that"
                : "";
        return Problem.unusable(
                "class '" + name + "'",
                "may be any of " + meant + ", as classes were renamed since the images were handed out; " + objects
                        + (objects == 1 ? " object" : " objects") + " in " + images.size()
                        + (images.size() == 1 ? " image have" : " images have") + " it, first "
                        + images.keySet().iterator().next() + ". Write the name of now in the files" + present);
    }

    private Annotation renamed(Annotation it, List<String> known) {
        String name = known.get(it.classIndex());
        int now = names.indexOf(former.clear().getOrDefault(name, name)).orElseThrow();
        return inClass(it, now);
    }

    private static Annotation inClass(Annotation it, int now) {
        return new Annotation(it.box(), now, it.difficult(), it.crowd(), it.area());
    }
}
