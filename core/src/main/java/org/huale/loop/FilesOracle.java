package org.huale.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.WithoutObjects;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Has people annotate with a tool of theirs: writes a folder {@code to-label} with the images, waits, and reads what was
 * put into the folder {@code labeled} beside it, in any of the known formats. Both lie in a folder for each cycle.
 * Nothing is written to either folder once it is there.
 */
public final class FilesOracle implements Oracle {
    private final ClassNames classes;
    private final IntFunction<Path> folderOf;
    private final Options options;
    private final Guesses guesses;

    /** What annotators start from, such as the detector's own detections. */
    public interface Guesses {
        Guesses NONE = images -> Map.of();

        /** Those of the images that have any. */
        Map<ImageId, List<Annotation>> of(Set<ImageId> images);
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

    /** @param folderOf the folder of a cycle, made where it is not there */
    public FilesOracle(ClassNames classes, IntFunction<Path> folderOf, Options options, Guesses guesses) {
        this.classes = classes;
        this.folderOf = folderOf;
        this.options = options;
        this.guesses = guesses;
    }

    @Override
    public Answer annotate(Request request) {
        if (request.images().isEmpty()) {
            return new Complete(Map.of());
        }
        Path folder = folderOf.apply(request.cycle());
        Path toLabel = folder.resolve("to-label");
        Path labeled = folder.resolve("labeled");
        FlatNames names = FlatNames.of(request.images());
        makeFolder(labeled);
        new ToLabelFolder(toLabel)
                .provide(new ToLabelFolder.Content(
                        names, classes, options.format(), guesses, AnnotatorNotes.of(labeled, classes, names)));
        return options.finished().isBlank()
                ? answer(request, labeled, toLabel, names)
                : answer(request, located(request.cycle()), toLabel, names);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be made: " + e.getMessage(), e);
        }
    }

    private DatasetLocator located(int cycle) {
        return DatasetLocator.parse(options.finished().replace("{cycle}", Integer.toString(cycle)));
    }

    private Answer answer(Request request, Path labeled, Path toLabel, FlatNames names) {
        Optional<FinishedAnnotations.Result> result = FinishedFolder.read(labeled, names, classes);
        return result.isPresent()
                ? answer(new Handover(request, labeled, toLabel, names), result.get())
                : pending(
                        request,
                        0,
                        "Label the images in " + toLabel + " (see README.txt there) and put the finished "
                                + DatasetFormats.either(DatasetFormat::title) + " files into " + labeled + ".");
    }

    /** Where the finished files of a request are. */
    private record Handover(Request request, Path finished, Path toLabel, FlatNames names) {

        /** In which annotators say more about the finished files. */
        Path list() {
            Path folder = Files.isDirectory(finished) ? finished : RelativePath.folderOf(finished);
            return folder.resolve(WithoutObjects.FILE);
        }
    }

    private Answer answer(Request request, DatasetLocator finished, Path toLabel, FlatNames names) {
        requireOutside(toLabel, finished);
        if (!Files.exists(finished.path())) {
            return pending(
                    request,
                    0,
                    "Label the images in " + toLabel + " (see README.txt there); the finished files"
                            + " are expected as " + finished + ".");
        }
        return answer(
                new Handover(request, finished.path(), toLabel, names),
                FinishedAnnotations.read(finished.format(), finished.path(), names, classes));
    }

    private static Answer answer(Handover handover, FinishedAnnotations.Result result) {
        List<String> wrong = new ArrayList<>();
        result.problems().forEach(problem -> wrong.add(problem.toString()));
        for (Problem problem : FinishedAnnotations.changedImages(handover.toLabel(), handover.names())) {
            wrong.add("to-label/" + problem);
        }
        List<String> missing = missing(handover.request(), result);
        if (!wrong.isEmpty()) {
            wrong.addAll(missing);
            throw new HualeException(handover.finished() + ": " + Listed.lines(wrong));
        }
        return missing.isEmpty() ? new Complete(result.annotations()) : unfinished(handover, result, missing);
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

    private static List<String> missing(Request request, FinishedAnnotations.Result result) {
        return request.images().stream()
                .map(ImageRecord::id)
                .filter(id -> !result.annotations().containsKey(id))
                .map(id -> "image " + id + ": " + lack(id, result))
                .toList();
    }

    private static String lack(ImageId id, FinishedAnnotations.Result result) {
        String place = result.unclear().get(id);
        return place == null ? "no annotations yet" : "without objects in " + place + ", or not looked at yet?";
    }

    private static Answer unfinished(Handover handover, FinishedAnnotations.Result result, List<String> missing) {
        String others = result.others().isEmpty()
                ? ""
                : "\nOf other images, not asked for: " + Listed.firstOf(List.copyOf(result.others())) + ".";
        String unclear = result.unclear().isEmpty()
                ? ""
                : "\nA file lists " + result.unclear().size() + " images without objects, as it would if nobody had"
                        + " looked at them. Where there is nothing in them, write their names, one a line, or the word "
                        + WithoutObjects.ALL + " into " + handover.list() + ".";
        return pending(
                handover.request(),
                result.annotations().size(),
                handover.finished() + ": " + Listed.lines(missing) + others + unclear
                        + "\nAn image without objects needs "
                        + imageWithoutObjects(" ") + ".");
    }

    /** What an image without objects needs, by format, with something between two of them. */
    static String imageWithoutObjects(String separator) {
        return DatasetFormats.all().stream()
                .filter(format -> !format.imageWithoutObjects().isEmpty())
                .map(format -> format.imageWithoutObjects() + " (" + format.title() + ")")
                .collect(Collectors.joining(
                        "," + separator, "", separator + "or, in any format, its name in " + WithoutObjects.FILE));
    }

    private static Pending pending(Request request, int done, String instruction) {
        return new Pending(done, request.images().size(), instruction);
    }
}
