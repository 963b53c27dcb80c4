package org.huale.dataset.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.IdNumbers;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Decides which image each reference of a file means, by one {@link Reading} for the whole file. A reading fits where every
 * reference is exactly one image by it. A file name that an entry states decides, and no reading may contradict it. Numbers
 * that a COCO file states for its images are taken for these where they fit; a position in a data set is nothing that
 * anybody stated, so that it must not contradict a file name.
 */
public final class ImageIdentity {
    private final List<ImageId> images;
    private final CocoNumbering numbering;
    private final boolean handed;
    private final Names names;

    private ImageIdentity(List<ImageId> images, List<String> files, CocoNumbering numbering, boolean handed) {
        this.images = images;
        this.numbering = numbering;
        this.handed = handed;
        this.names = new Names(images, files);
    }

    /** Of a data set, by its ids, its files and its numbers, of which there may be none. */
    public static ImageIdentity of(Dataset dataset, CocoNumbering numbering) {
        return of(dataset, numbering, false);
    }

    /**
     * Of images that a program was handed a list of. Its numbers are the places in that, whatever else would fit: it is asked
     * many times, and what fits is another matter each time.
     */
    public static ImageIdentity ofHanded(Dataset dataset) {
        return of(dataset, CocoNumbering.ofPositions(dataset), true);
    }

    private static ImageIdentity of(Dataset dataset, CocoNumbering numbering, boolean handed) {
        return new ImageIdentity(
                dataset.images().stream().map(ImageRecord::id).toList(),
                dataset.images().stream()
                        .map(image -> RelativePath.slashed(image.file()))
                        .toList(),
                numbering,
                handed);
    }

    /** Of images that only have names and numbers. */
    public static ImageIdentity of(List<ImageId> images, CocoNumbering numbering) {
        return new ImageIdentity(images, images.stream().map(ImageId::value).toList(), numbering, false);
    }

    /** Of images that have no numbers. */
    public static ImageIdentity ofNames(Dataset dataset) {
        return of(dataset, CocoNumbering.none());
    }

    /**
     * The references of a file, resolved.
     *
     * @param reading by which
     * @param images of the references, by their numbers
     * @param notes what people should know of the choice
     */
    public record Resolution(Reading reading, List<ImageId> images, long entries, List<Problem> notes) {

        /** What was taken, for the log: {@code 12 entries name 3 images by name}. */
        public String words() {
            int different = new HashSet<>(images).size();
            return entries
                    + (entries == 1 ? " entry names " : " entries name ")
                    + different
                    + (different == 1 ? " image " : " images ")
                    + reading.words();
        }
    }

    /** What all references are by a reading; fewer where some are nothing by it. */
    private record Attempt(Reading reading, Map<Reference, ImageId> images) {

        boolean fits(References references) {
            return images.size() == references.all().size();
        }
    }

    /**
     * Resolves all references of a file; none at all are read by name.
     *
     * @param file for messages
     * @throws HualeException where a reference is no image by the reading that fits best, or two readings fit and differ; the
     *     message shows both
     */
    public Resolution resolve(String file, References references) {
        List<Attempt> all = attempts(references);
        List<Attempt> fitting = all.stream().filter(it -> it.fits(references)).toList();
        if (fitting.isEmpty()) {
            throw refusal(references, all);
        }
        Attempt chosen = fitting.get(0);
        List<Problem> notes = new ArrayList<>();
        for (Attempt other : fitting) {
            if (isNumbered(references) && chosen.reading() == Reading.NUMBERS) {
                noteOther(file, chosen, other, notes);
            } else if (other.reading() != Reading.BASE_NAMES) {
                requireSame(file, chosen, other);
            }
        }
        return resolution(file, chosen, references, notes);
    }

    /** What the references are by the reading by which the most are something. */
    public Map<Reference, ImageId> best(References references) {
        Attempt best = best(attempts(references));
        return Map.copyOf(best.images());
    }

    /** True where several images have the name and none has it as its id. */
    public boolean isShared(String name) {
        return names.isShared(name);
    }

    private static Attempt best(List<Attempt> all) {
        Attempt best = all.get(0);
        for (Attempt it : all) {
            best = it.images().size() > best.images().size() ? it : best;
        }
        return best;
    }

    private List<Attempt> attempts(References references) {
        return readings(references).stream()
                .map(reading -> new Attempt(reading, images(reading, references)))
                .toList();
    }

    private static Resolution resolution(String file, Attempt chosen, References references, List<Problem> notes) {
        List<ImageId> images = references.all().stream()
                .map(it -> Objects.requireNonNull(chosen.images().get(it)))
                .toList();
        Resolution resolution = new Resolution(chosen.reading(), images, references.entries(), List.of());
        if (chosen.reading().isGuess()) {
            notes.add(0, Problem.note(file, resolution.words() + example(chosen, references)));
        }
        return new Resolution(chosen.reading(), images, references.entries(), List.copyOf(notes));
    }

    private static String example(Attempt chosen, References references) {
        Reference first = references.all().get(0);
        return ", such as " + first + " for " + chosen.images().get(first);
    }

    /** The readings that are possible, the one first that is preferred where several come to the same. */
    private List<Reading> readings(References references) {
        if (!references.all().isEmpty() && references.all().stream().allMatch(Reference::hasFileName)) {
            return List.of(Reading.FILE_NAMES, Reading.BASE_NAMES);
        }
        if (handed) {
            return isNumbered(references) ? List.of(Reading.HANDED) : List.of(Reading.HANDED, Reading.BASE_NAMES);
        }
        List<Reading> readings = new ArrayList<>(List.of(Reading.STEM_NUMBERS));
        if (!numbering.isEmpty()) {
            readings.add(0, numbering.isStated() ? Reading.NUMBERS : Reading.POSITIONS);
        }
        if (references.all().isEmpty() || !isNumbered(references)) {
            readings.add(0, Reading.NAMES);
            readings.add(Reading.BASE_NAMES);
        }
        return readings;
    }

    private static boolean isNumbered(References references) {
        return references.all().stream().allMatch(it -> it.number().isPresent() || it.hasFileName());
    }

    private Map<Reference, ImageId> images(Reading reading, References references) {
        Map<Reference, ImageId> images = new HashMap<>();
        Map<ImageId, Reference> first = new HashMap<>();
        for (Reference reference : references.all()) {
            Optional<ImageId> image = image(reading, reference);
            boolean free = image.isPresent()
                    && (reading != Reading.BASE_NAMES || first.putIfAbsent(image.get(), reference) == null);
            if (free) {
                images.put(reference, image.get());
            }
        }
        return images;
    }

    /** A file name counts for its entry; by a reading of numbers, only where the number does not contradict it. */
    private Optional<ImageId> image(Reading reading, Reference reference) {
        if (!reference.hasFileName()) {
            return byReading(reading, reference);
        }
        Optional<ImageId> named =
                reading == Reading.BASE_NAMES ? names.loose(reference.fileName()) : names.named(reference.fileName());
        boolean alone = reading == Reading.FILE_NAMES
                || reading == Reading.BASE_NAMES
                || reference.text().isEmpty();
        return alone
                ? named
                : named.filter(image ->
                        byReading(reading, reference).filter(image::equals).isPresent());
    }

    private Optional<ImageId> byReading(Reading reading, Reference reference) {
        boolean text = reference.number().isEmpty();
        return switch (reading) {
            case FILE_NAMES -> Optional.empty();
            case NAMES -> text ? names.named(reference.text()) : Optional.empty();
            case BASE_NAMES -> text ? names.loose(reference.text()) : Optional.empty();
            case NUMBERS -> numbering.image(IdNumbers.of(reference.text())).or(() -> byText(reference));
            case POSITIONS -> number(reference.number()).flatMap(numbering::image);
            case HANDED ->
                text
                        ? names.named(reference.text())
                        : number(reference.number()).flatMap(numbering::image);
            case STEM_NUMBERS ->
                number(numeral(reference)).flatMap(names::numbered).or(() -> byText(reference));
        };
    }

    /** Some programs write numbers where a file name is one and names elsewhere. */
    private Optional<ImageId> byText(Reference reference) {
        return reference.number().isPresent() ? Optional.empty() : names.named(reference.text());
    }

    private static OptionalLong numeral(Reference reference) {
        OptionalLong number = reference.anyNumber();
        return number.isPresent() ? number : Numerals.parse(reference.text());
    }

    private static Optional<Long> number(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Optional<Reference> difference(Attempt first, Attempt other) {
        return first.images().entrySet().stream()
                .filter(it -> !it.getValue().equals(other.images().get(it.getKey())))
                .map(Map.Entry::getKey)
                .min(Comparator.comparing(Reference::toString));
    }

    private static String both(Attempt first, Attempt other, Reference where) {
        return first.reading().words() + ", where " + where + " is "
                + first.images().get(where) + ", and " + other.reading().words() + ", where it is "
                + other.images().get(where);
    }

    private static void requireSame(String file, Attempt first, Attempt other) {
        difference(first, other).ifPresent(where -> {
            throw new HualeException(file + ": its " + first.images().size() + " images can be read "
                    + both(first, other, where)
                    + "; say which is meant by a file_name in each entry, or by paths in place of the numbers");
        });
    }

    private static void noteOther(String file, Attempt chosen, Attempt other, List<Problem> notes) {
        difference(chosen, other)
                .ifPresent(where -> notes.add(Problem.note(
                        file,
                        "its images are read " + both(chosen, other, where)
                                + "; if that is meant, give each entry a file_name")));
    }

    private HualeException refusal(References references, List<Attempt> all) {
        Map<Reference, ImageId> known = best(all).images();
        int lost = 0;
        while (known.containsKey(references.all().get(lost))) {
            lost++;
        }
        Reference reference = references.all().get(lost);
        return new HualeException(references.place(lost) + ": " + (reference.hasFileName() ? "file_name " : "image_id ")
                + reference + fault(reference, references, all));
    }

    private String fault(Reference lost, References references, List<Attempt> all) {
        String name = lost.hasFileName() ? lost.fileName() : lost.text();
        if (lost.number().isEmpty() && names.isShared(name)) {
            return " is the name of several images; give the folder, too";
        }
        String attempts = all.stream()
                .map(it -> it.images().size() + " " + it.reading().words())
                .collect(Collectors.joining(", "));
        return " is none of the " + images.size() + " images" + numberless() + "; of "
                + references.all().size() + " different ones in the file, " + attempts + " are";
    }

    private String numberless() {
        return numbering.isEmpty() ? ", which have names and no numbers" : "";
    }
}
