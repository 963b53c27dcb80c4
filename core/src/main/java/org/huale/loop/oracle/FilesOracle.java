package org.huale.loop.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FinishedFolder;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.aside.SkippedList;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.WithoutObjects;
import org.huale.loop.pool.FindingList;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has people annotate with a tool of theirs: writes a folder {@code to-label} with the images, waits, and reads what was
 * put into the folder {@code labeled} beside it, in any of the known formats. Both lie in a folder for each cycle.
 * Nothing is written to either folder once it is there.
 */
public final class FilesOracle implements Oracle {
    private static final Logger LOG = LoggerFactory.getLogger(FilesOracle.class);

    private final IntFunction<AskedClasses> classes;
    private final IntFunction<Path> folderOf;
    private final Options options;
    private final Guesses guesses;
    private final Collection<ImageId> known;

    /** What annotators start from, such as the detector's own detections. */
    public interface Guesses {
        Guesses NONE = images -> Map.of();

        /** Those of the images that have any. */
        Map<ImageId, List<Annotation>> of(Set<ImageId> images);

        /** How sure the detector is of each, in [0, 1] and in the order of {@link #of}; empty where nobody knows. */
        default Map<ImageId, List<Double>> scoresOf(Set<ImageId> images) {
            return Map.of();
        }
    }

    /**
     * How the exchange goes.
     *
     * @param format in which images and guesses are handed out
     * @param finished where finished annotations are, as {@link DatasetLocator} text in which <code>{cycle}</code>
     *     stands for the cycle's number; blank for the folder {@code labeled}, whose format is seen from its files
     */
    public record Options(DatasetFormat format, String finished) {
        public static Options defaults() {
            return new Options(DatasetFormat.named("coco"), "");
        }
    }

    /** With classes that have always been called so. */
    public FilesOracle(ClassNames classes, IntFunction<Path> folderOf, Options options, Guesses guesses) {
        this(cycle -> AskedClasses.always(classes), folderOf, options, guesses);
    }

    /**
     * @param classes by the cycle that asks, -1 for the initial set
     * @param folderOf the folder of a cycle, made where it is not there
     */
    public FilesOracle(
            IntFunction<AskedClasses> classes, IntFunction<Path> folderOf, Options options, Guesses guesses) {
        this(classes, folderOf, options, guesses, List.of());
    }

    private FilesOracle(
            IntFunction<AskedClasses> classes,
            IntFunction<Path> folderOf,
            Options options,
            Guesses guesses,
            Collection<ImageId> known) {
        this.known = known;
        this.classes = classes;
        this.folderOf = folderOf;
        this.options = options;
        this.guesses = guesses;
    }

    /** The same where images are known that may not be asked for; files that speak of them speak of no others. */
    public FilesOracle among(Collection<ImageId> images) {
        return new FilesOracle(classes, folderOf, options, guesses, images);
    }

    @Override
    public boolean asksPeople() {
        return true;
    }

    @Override
    public Answer annotate(Request request) {
        if (request.images().isEmpty()) {
            return new Complete(Map.of());
        }
        Path folder = folderOf.apply(request.cycle());
        Path toLabel = folder.resolve("to-label");
        Path labeled = folder.resolve("labeled");
        ClassNames asked = classes.apply(request.cycle()).names();
        FlatNames names = FlatNames.of(request.images(), HandedOutNames.others(folderOf, request.cycle(), known));
        makeFolder(labeled);
        new ToLabelFolder(toLabel)
                .provide(new ToLabelFolder.Content(
                        names, asked, options.format(), guesses, AnnotatorNotes.of(labeled, asked, names)));
        SetAside aside = new SetAside(request, labeled, SkippedList.in(labeled, names));
        if (aside.isAll()) {
            return aside.complete(Map.of());
        }
        return options.finished().isBlank()
                ? answer(aside, labeled, toLabel, names)
                : answer(aside, located(request.cycle()), toLabel, names);
    }

    /**
     * What is asked for, less what people have set aside.
     *
     * @param folder of the list of what is set aside
     */
    private record SetAside(Request request, Path folder, SkippedList skipped) {

        boolean isAll() {
            return skipped.problems().isEmpty() && wanted().isEmpty();
        }

        List<ImageId> wanted() {
            return request.images().stream()
                    .map(ImageRecord::id)
                    .filter(id -> !skipped.reasons().containsKey(id))
                    .toList();
        }

        /** With what the list itself has: an image cannot have objects and be set aside. */
        List<String> problems(Map<ImageId, List<Annotation>> annotations) {
            List<String> problems = new ArrayList<>(skipped.problems());
            skipped.reasons().keySet().stream()
                    .filter(id -> !annotations.getOrDefault(id, List.of()).isEmpty())
                    .forEach(id -> problems.add("image " + id + ": has objects, and is set aside in " + SkippedList.FILE
                            + "; take one of the two away"));
            return problems;
        }

        /** @throws HualeException where the list itself is to be mended */
        void requireSound() {
            if (!skipped.problems().isEmpty()) {
                throw new HualeException(folder + ": " + FindingList.lines(skipped.problems()));
            }
        }

        Complete complete(Map<ImageId, List<Annotation>> annotations) {
            Map<ImageId, List<Annotation>> kept = new TreeMap<>(annotations);
            kept.keySet().removeAll(skipped.reasons().keySet());
            return new Complete(kept, skipped.reasons());
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be made: " + e.getMessage(), e);
        }
    }

    private DatasetLocator located(int cycle) {
        return DatasetLocator.parse(options.finished().replace("{cycle}", Integer.toString(cycle)))
                .withoutOptions("oracle.finished");
    }

    private Answer answer(SetAside request, Path labeled, Path toLabel, FlatNames names) {
        AskedClasses asked = asked(request);
        FormerClasses former = asked.reading();
        Optional<FinishedAnnotations.Result> result =
                FinishedFolder.read(labeled, names, former.all()).map(former::inPresentClasses);
        return result.isPresent()
                ? answer(new Handover(request, labeled, toLabel, names, asked), result.get())
                : pending(
                        request,
                        0,
                        "Label the images in " + toLabel + " (see README.txt there) and put the finished "
                                + DatasetFormats.either(DatasetFormat::title) + " files into " + labeled + ".");
    }

    private AskedClasses asked(SetAside request) {
        return classes.apply(request.request().cycle());
    }

    /** Where the finished files of a request are. */
    private record Handover(SetAside request, Path finished, Path toLabel, FlatNames names, AskedClasses asked) {

        /** In which annotators say more about the finished files. */
        Path list() {
            Path folder = Files.isDirectory(finished) ? finished : RelativePath.folderOf(finished);
            return folder.resolve(WithoutObjects.FILE);
        }
    }

    private Answer answer(SetAside request, DatasetLocator finished, Path toLabel, FlatNames names) {
        requireOutside(toLabel, finished);
        if (!Files.exists(finished.path())) {
            return pending(
                    request,
                    0,
                    "Label the images in " + toLabel + " (see README.txt there); the finished files"
                            + " are expected as " + finished + ".");
        }
        AskedClasses asked = asked(request);
        FormerClasses former = asked.reading();
        return answer(
                new Handover(request, finished.path(), toLabel, names, asked),
                former.inPresentClasses(
                        FinishedFolder.readAs(finished.format(), finished.path(), names, former.all())));
    }

    private static Answer answer(Handover handover, FinishedAnnotations.Result result) {
        List<String> wrong = new ArrayList<>(handover.request().problems(result.annotations()));
        result.problems().forEach(problem -> wrong.add(problem.toString()));
        for (Problem problem : FinishedAnnotations.changedImages(handover.toLabel(), handover.names())) {
            wrong.add("to-label/" + problem);
        }
        List<String> missing = missing(handover.request(), result);
        if (!wrong.isEmpty()) {
            wrong.addAll(missing);
            throw new HualeException(handover.finished() + ": " + FindingList.lines(wrong)
                    + handover.asked().advice(wrong, "RUN").stream()
                            .map(line -> "\n" + line)
                            .collect(Collectors.joining()));
        }
        if (missing.isEmpty()) {
            result.trimmed().forEach(it -> LOG.info("{}: {}", handover.finished(), it));
        }
        return missing.isEmpty()
                ? handover.request().complete(result.annotations())
                : unfinished(handover, result, missing)
                        .with(handover.request().complete(result.annotations()).annotations());
    }

    private static void requireOutside(Path toLabel, DatasetLocator finished) {
        if (finished.path()
                .toAbsolutePath()
                .normalize()
                .startsWith(toLabel.toAbsolutePath().normalize())) {
            throw new HualeException(finished + ": lies in the folder of images to label, where what is finished cannot"
                    + " be told from what was handed out; copy the finished files elsewhere");
        }
    }

    private static List<String> missing(SetAside request, FinishedAnnotations.Result result) {
        return request.wanted().stream()
                .filter(id -> !result.annotations().containsKey(id))
                .map(id -> "image " + id + ": " + lack(id, result))
                .toList();
    }

    private static String lack(ImageId id, FinishedAnnotations.Result result) {
        String place = result.unclear().get(id);
        return place == null ? "no annotations yet" : "without objects in " + place + ", or not looked at yet?";
    }

    private static Pending unfinished(Handover handover, FinishedAnnotations.Result result, List<String> missing) {
        String others = result.others().isEmpty()
                ? ""
                : "\nOf other images, not asked for: " + FindingList.firstOf(List.copyOf(result.others())) + ".";
        String unclear = result.unclear().isEmpty()
                ? ""
                : "\n"
                        + WithoutObjects.advice(
                                result.unclear().size(), handover.list().toString());
        return pending(
                handover.request(),
                (int) handover.request().wanted().stream()
                        .filter(result.annotations()::containsKey)
                        .count(),
                handover.finished() + ": " + FindingList.lines(missing) + others + unclear
                        + "\nAn image without objects needs "
                        + imageWithoutObjects(" ")
                        + "; one that cannot be annotated a line in " + SkippedList.FILE + ".");
    }

    /** What an image without objects needs, by format, with {@code separator} before each further one. */
    static String imageWithoutObjects(String separator) {
        return DatasetFormats.all().stream()
                .filter(format -> !format.imageWithoutObjects().isEmpty())
                .map(format -> format.imageWithoutObjects() + " (" + format.title() + ")")
                .collect(Collectors.joining(
                        "," + separator, "", separator + "or, in any format, its name in " + WithoutObjects.FILE));
    }

    /** @param done images that are annotated */
    private static Pending pending(SetAside request, int done, String instruction) {
        request.requireSound();
        Map<ImageId, String> aside = request.skipped().reasons();
        return new Pending(
                done + aside.size(),
                request.request().images().size(),
                instruction + (aside.isEmpty() ? "" : "\nSet aside by " + SkippedList.FILE + ": " + aside.size() + "."),
                Map.of(),
                aside);
    }
}
