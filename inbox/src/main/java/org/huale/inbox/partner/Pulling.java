package org.huale.inbox.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxImage;
import org.huale.problem.Problem;

/** Collects what another program has of a request. An image is taken whole or not at all. */
public final class Pulling {
    private final FormerClasses classes;
    private final Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
    private final Map<ImageId, String> skipped = new TreeMap<>();
    private final Set<ImageId> reopened = new TreeSet<>();
    private final Map<ImageId, Effort> efforts = new TreeMap<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<ImageId> gone = new ArrayList<>();

    /** @param classes that boxes may have */
    public Pulling(FormerClasses classes) {
        this.classes = classes;
    }

    /**
     * Takes a finished image, or holds it back where something is wrong with it.
     *
     * @param reader reads what was drawn on the image
     */
    public void finish(InboxImage image, BiConsumer<ImageRecord, FinishedAnnotations> reader) {
        ImageRecord known = Asked.record(image);
        List<Problem> found = new ArrayList<>();
        FinishedAnnotations.Result read =
                FinishedAnnotations.of(FlatNames.of(List.of(known)), classes.all(), reading -> {
                    reader.accept(known, reading);
                    found.addAll(reading.findings().problems());
                    found.addAll(reading.findings().trimmed());
                });
        sort(image, found, read);
    }

    private void sort(InboxImage image, List<Problem> found, FinishedAnnotations.Result read) {
        FinishedAnnotations.Result present = classes.inPresentClasses(read);
        List<String> wrong = unusable(Stream.concat(found.stream(), present.problems().stream()));
        if (wrong.isEmpty()) {
            take(image, found, present);
        } else {
            held.addAll(wrong);
            if (!unusable(found.stream()).isEmpty() || !isWhatCame(image, read)) {
                reopen(image);
            }
        }
    }

    private static List<String> unusable(Stream<Problem> problems) {
        return problems.filter(problem -> problem.severity() == Problem.Severity.UNUSABLE)
                .map(Problem::toString)
                .distinct()
                .toList();
    }

    private void take(InboxImage image, List<Problem> found, FinishedAnnotations.Result read) {
        Optional.ofNullable(read.annotations().get(image.name())).ifPresent(objects -> {
            annotations.put(image.name(), objects);
            found.forEach(problem -> notes.add(problem.toString()));
        });
    }

    /** Whether the inbox has just these objects: a name that is in doubt since then takes nothing back that came in before. */
    private boolean isWhatCame(InboxImage image, FinishedAnnotations.Result read) {
        List<Annotation> there = image.boxes().stream().map(InboxBox::object).toList();
        return Optional.ofNullable(read.annotations().get(image.name()))
                .filter(objects -> classes.mayBe(objects, there))
                .isPresent();
    }

    /** Adds what was collected image by image. */
    public void add(Pulled read) {
        annotations.putAll(read.annotations());
        skipped.putAll(read.skipped());
        reopened.addAll(read.reopened());
        efforts.putAll(read.efforts());
        held.addAll(read.held());
        notes.addAll(read.notes());
        gone.addAll(read.gone());
    }

    /** Somebody has set the image aside. */
    public void skip(InboxImage image, String reason) {
        skipped.put(image.name(), reason);
    }

    /** Nobody has finished the image, or somebody has opened it again. */
    public void reopen(InboxImage image) {
        reopened.add(image.name());
    }

    /** Who worked on a finished image, and how long. */
    public void spend(InboxImage image, Effort effort) {
        efforts.put(image.name(), effort);
    }

    /** Something stands in the way of a finished image. What came in of it earlier is no longer what the program has. */
    public void hold(InboxImage image, String why) {
        held.add("image " + image.name() + ": " + why);
        reopen(image);
    }

    /** The image is not there, or not any more; one that is finished is not missed. */
    public void lose(InboxImage image) {
        if (!image.state().isFinished()) {
            gone.add(image.name());
        }
    }

    public Pulled all() {
        return new Pulled(annotations, skipped, reopened, efforts, held, notes, gone);
    }
}
