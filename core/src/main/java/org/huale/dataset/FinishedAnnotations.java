package org.huale.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.WithoutObjects;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;

/**
 * Reads what annotators made of images that are known already, in files of any {@link DatasetFormat} in whatever layout a
 * tool exports them, images present or not. Images are found by name, classes by name.
 *
 * <p>Stricter than reading a data set, as the annotator is at hand and can mend it: a box without extent, one that
 * reaches far outside its image, an unknown class or another image size is a problem. A box that reaches out by a few pixels is
 * cut at the border and told of; by one, as those of tools that count the pixels of VOC files from 0, without a word.
 */
public final class FinishedAnnotations {
    private static final double TOLERANCE = 1;
    private final FlatNames names;
    private final ClassNames classes;
    private final Findings findings = new Findings(TOLERANCE);
    private final Map<ImageId, List<Annotation>> found = new TreeMap<>();
    private final Map<ImageId, String> places = new TreeMap<>();
    private final Set<ImageId> seen = new HashSet<>();
    private final Set<String> others = new TreeSet<>();
    private final Map<ImageId, String> unclear = new TreeMap<>();

    /**
     * What was found.
     *
     * @param annotations of the images that have a file or entry, possibly none
     * @param problems that the annotators have to mend
     * @param others names in the files that are none of the known images
     * @param unclear images that a file lists without objects where it would list images that nobody has looked at, too, with the
     *     place; they are not in {@code annotations}
     * @param trimmed boxes that were cut at the border of their image
     */
    public record Result(
            Map<ImageId, List<Annotation>> annotations,
            List<Problem> problems,
            Set<String> others,
            Map<ImageId, String> unclear,
            List<Problem> trimmed) {

        /** The same with other annotations of its images. */
        public Result withAnnotations(Map<ImageId, List<Annotation>> changed) {
            return new Result(changed, problems, others, unclear, trimmed);
        }

        /** The same with further problems. */
        public Result withProblems(List<Problem> more) {
            return new Result(
                    annotations, Stream.concat(problems.stream(), more.stream()).toList(), others, unclear, trimmed);
        }

        /** The same with files and folders called otherwise in all that is told. */
        Result told(UnaryOperator<String> words) {
            Map<ImageId, String> places = new TreeMap<>();
            unclear.forEach((image, place) -> places.put(image, words.apply(place)));
            Set<String> named = others.stream().map(words).collect(Collectors.toCollection(TreeSet::new));
            return new Result(annotations, told(problems, words), named, places, told(trimmed, words));
        }

        private static List<Problem> told(List<Problem> problems, UnaryOperator<String> words) {
            return problems.stream()
                    .map(it -> new Problem(it.severity(), words.apply(it.where()), words.apply(it.what())))
                    .toList();
        }
    }

    private FinishedAnnotations(FlatNames names, ClassNames classes) {
        this.names = names;
        this.classes = classes;
    }

    static FinishedAnnotations of(FlatNames names, ClassNames classes) {
        return new FinishedAnnotations(names, classes);
    }

    /** Reads what does not lie in files, such as what a server tells. */
    public static Result of(FlatNames names, ClassNames classes, Consumer<FinishedAnnotations> reader) {
        FinishedAnnotations reading = new FinishedAnnotations(names, classes);
        reader.accept(reading);
        return reading.result();
    }

    /** Images whose size is not what it was when they were handed out. */
    public static List<Problem> changedImages(Path folder, FlatNames names) {
        FinishedAnnotations reading = new FinishedAnnotations(names, ClassNames.of());
        reading.compareImages(folder, ImageFolder.files(folder));
        return reading.result().problems();
    }

    /** All that was read, after what annotators say of images without objects. */
    Result finished(Path folder) {
        takeWithoutObjects(folder, "");
        unclear.keySet().removeAll(found.keySet());
        return result();
    }

    /**
     * Takes what a list of images without objects says.
     *
     * @param within the part of the folder that the list lies in, and speaks of where it says all of them; empty for the folder itself
     */
    void takeWithoutObjects(Path folder, String within) {
        String part = within.isEmpty() ? "" : within + "/";
        List<String> listed = WithoutObjects.names(folder.resolve(within));
        listed.stream()
                .filter(name -> !name.equals(WithoutObjects.ALL))
                .forEach(name -> takeOfList(name, part + WithoutObjects.FILE));
        if (listed.contains(WithoutObjects.ALL)) {
            unclear.forEach((image, where) -> {
                if (where.startsWith(part)) {
                    found.putIfAbsent(image, List.of());
                }
            });
        }
    }

    private void takeOfList(String name, String list) {
        find(name, list).ifPresentOrElse(image -> takeOfList(image, list), () -> other(name));
    }

    private void takeOfList(ImageRecord image, String list) {
        List<Annotation> before = found.putIfAbsent(image.id(), List.of());
        if (before != null && !before.isEmpty()) {
            findings.unusable(
                    list,
                    "image " + image.id() + " is listed as one without objects, " + places.get(image.id()) + " has "
                            + before.size());
        }
    }

    private Result result() {
        List<Problem> toMend = findings.problems().stream()
                .filter(problem -> problem.severity() != Problem.Severity.NOTE)
                .toList();
        return new Result(found, toMend, others, unclear, findings.trimmed());
    }

    void compareImages(Path folder, List<String> files) {
        for (String file : files) {
            if (RelativePath.isImage(file)) {
                names.find(file)
                        .ifPresent(image -> ImageFiles.NEEDED
                                .size(folder.resolve(file), file, findings)
                                .ifPresent(size -> compare(image, size, file)));
            }
        }
    }

    /** Of the images that annotations are wanted for. */
    public FlatNames names() {
        return names;
    }

    /** The image that a file calls by a name; empty where there is none or, with a finding, more than one. */
    public Optional<ImageRecord> find(String name, String where) {
        List<ImageRecord> matches = names.matches(name);
        if (matches.size() > 1) {
            findings.unusable(
                    where,
                    "image '" + name + "' may be any of "
                            + matches.stream().map(ImageRecord::id).toList() + "; call it as it was handed out");
        }
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    /** Those that the annotators were given. */
    public ClassNames classes() {
        return classes;
    }

    /** What the annotators have to mend, but for notes, which nobody is told. */
    public Findings findings() {
        return findings;
    }

    /** There is a file for the image, whether or not it can be read. */
    public void see(ImageRecord image) {
        seen.add(image.id());
    }

    public boolean isSeen(ImageRecord image) {
        return seen.contains(image.id());
    }

    /** The files speak of an image by this name, which is none of those asked for. */
    public void other(String name) {
        others.add(name);
    }

    /** Notes a size that is not the one with which the image was handed out. */
    public void compare(ImageRecord image, ImageSize stated, String where) {
        if (!stated.equals(image.size())) {
            findings.unusable(
                    where, "image " + image.id() + " is " + stated + " here, it was handed out as " + image.size());
        }
    }

    /** The image is finished, with these objects or none; a second time is a problem. */
    public void take(ImageRecord image, List<Annotation> annotations, String where) {
        String before = places.putIfAbsent(image.id(), where);
        if (before == null) {
            seen.add(image.id());
            found.put(image.id(), annotations);
        } else {
            findings.unusable(where, "image " + image.id() + " is annotated in " + before + " already");
        }
    }

    /** The image is listed without objects where one that nobody has looked at would be listed, too. */
    public void ask(ImageRecord image, String where) {
        unclear.putIfAbsent(image.id(), where);
    }

    /** Reads a file; where that fails, the file is what the annotators have to mend. */
    public void guarded(String file, Runnable reader) {
        try {
            InputFault.reading(file, () -> {
                reader.run();
                return file;
            });
        } catch (HualeException e) {
            String message = String.valueOf(e.getMessage());
            findings.unusable(file, message.startsWith(file + ": ") ? message.substring(file.length() + 2) : message);
        }
    }

    /** The annotations with the numbers of our classes in place of the file's; those of unknown classes are problems. */
    public List<Annotation> renumbered(List<Annotation> annotations, ClassNames theirs, String where) {
        List<Annotation> ours = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        for (Annotation it : annotations) {
            String name = theirs.name(it.classIndex());
            classes.meant(name)
                    .ifPresentOrElse(
                            index -> ours.add(new Annotation(it.box(), index, it.difficult(), it.crowd(), it.area())),
                            () -> unknown.add(name));
        }
        unknown.forEach(name -> findings.unusable(
                where, "class '" + name + "' is unknown" + meant(name) + "; allowed are " + classes.names()));
        return ours;
    }

    private String meant(String name) {
        return classes.names().stream()
                .filter(known -> known.equalsIgnoreCase(name.strip()))
                .findFirst()
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("");
    }
}
