package org.huale.app.annotate;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.huale.app.run.FrozenRun;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.detect.Confidence;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.format.ImageHeader;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.HeldOut;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.jspecify.annotations.Nullable;

/**
 * What people have annotated for a run up to now: what the run has written down, and what is finished of requests that it has
 * not, closed or open. It can be read while a process works on the run.
 *
 * @param images in ascending order of ids, without those that are not finished
 * @param test those that are kept for evaluation, in the same order; they are not among the others
 * @param proposed images of the request that are not finished, with guesses for annotations; empty unless asked for
 */
public record LabeledSoFar(Dataset images, Dataset test, List<ImageRecord> proposed) {

    public LabeledSoFar {
        proposed = List.copyOf(proposed);
    }

    /**
     * @param run the run's folder
     * @param guesses whether images that are not finished come with the guesses that have at least the run's threshold
     * @throws org.huale.problem.HualeException where there is no run, or a file of it is damaged
     */
    public static LabeledSoFar of(Path run, boolean guesses) {
        RunFolder.requireRun(run);
        return of(run, guesses, RunFolder.classes(run));
    }

    /** @param classes as they were when the reading began; a large pool takes minutes, in which they may change */
    static LabeledSoFar of(Path run, boolean guesses, ClassHistory classes) {
        RunConfig config = new FrozenRun(run).config();
        Dataset pool = classes.sinceTheBeginning().of(RunData.of(run, config).pool());
        OptionalDouble threshold =
                guesses ? OptionalDouble.of(config.oracle().guessThreshold()) : OptionalDouble.empty();
        Asked asked = asked(run, threshold, classes);
        // Afterwards, so that what the run takes from the inbox meanwhile is found in one of the two.
        Map<ImageId, List<Annotation>> labeled = new TreeMap<>(asked.finished());
        labeled.putAll(RunFolder.annotations(run));
        Map<ImageId, ImageSize> sizes = new HashMap<>(asked.sizes());
        sizes.putAll(RunFolder.annotatedSizes(run));
        requireUnchanged(run, classes);
        asked.requests().forEach(request -> requireClasses(run, request, classes));
        List<ImageRecord> proposed = asked.proposed().stream()
                .filter(image -> !labeled.containsKey(image.id()))
                .toList();
        Set<ImageId> heldOut = HeldOut.of(
                run,
                config.testShare(),
                pool.images().stream().map(ImageRecord::id).toList());
        Dataset all = with(run, pool, labeled);
        requireSizes(run, all, sizes);
        return new LabeledSoFar(only(all, id -> !heldOut.contains(id)), only(all, heldOut::contains), proposed);
    }

    private static Dataset only(Dataset all, Predicate<ImageId> wanted) {
        List<ImageRecord> images =
                all.images().stream().filter(it -> wanted.test(it.id())).toList();
        return new Dataset(all.name(), all.classes(), images);
    }

    /** What people were asked for, of which the run has written nothing down yet, be it that it waits or was stopped before. */
    private record Asked(
            List<InboxRequest> requests,
            Map<ImageId, List<Annotation>> finished,
            Map<ImageId, ImageSize> sizes,
            List<ImageRecord> proposed) {}

    /** In the classes of now. */
    private static Asked asked(Path run, OptionalDouble threshold, ClassHistory classes) {
        int next = RunFolder.annotationsByCycle(run).size() - 1; // the initial set is the first of them, and has -1
        Optional<Inbox> there = Inbox.ofRun(run, Clock.systemUTC());
        if (there.isEmpty()) {
            return new Asked(List.of(), Map.of(), Map.of(), List.of());
        }
        try (Inbox inbox = there.get()) {
            List<InboxRequest> requests = inbox.requests().all().stream()
                    .filter(request -> InboxOracle.cycle(request.key()).stream().anyMatch(cycle -> cycle >= next))
                    .toList();
            Map<ImageId, List<Annotation>> finished = new TreeMap<>();
            requests.forEach(request -> finished.putAll(InboxOracle.since(request, classes)
                    .of(inbox.images().finished(request.key()).annotations())));
            List<ImageRecord> proposed = threshold.isPresent() ? proposed(inbox, threshold, classes) : List.of();
            return new Asked(requests, finished, sizes(inbox, requests), proposed);
        }
    }

    /** That images had when people were asked for them. */
    private static Map<ImageId, ImageSize> sizes(Inbox inbox, List<InboxRequest> requests) {
        Map<ImageId, ImageSize> sizes = new HashMap<>();
        requests.forEach(
                request -> inbox.images().records(request.key()).forEach(image -> sizes.put(image.id(), image.size())));
        return sizes;
    }

    private static List<ImageRecord> proposed(Inbox inbox, OptionalDouble threshold, ClassHistory classes) {
        return inbox.requests()
                .current()
                .map(request -> proposed(inbox, request, threshold.orElseThrow(), InboxOracle.since(request, classes)))
                .orElse(List.of());
    }

    private static void requireUnchanged(Path run, ClassHistory classes) {
        if (!RunFolder.classes(run).equals(classes)) {
            throw new HualeException(run + ": the classes changed meanwhile; export again");
        }
    }

    private static Dataset with(Path run, Dataset pool, Map<ImageId, List<Annotation>> labeled) {
        Map<ImageId, ImageRecord> known = new HashMap<>();
        pool.images().forEach(image -> known.put(image.id(), image));
        requireAll(run, known.keySet(), labeled.keySet());
        List<ImageRecord> images = new ArrayList<>();
        labeled.forEach((id, objects) -> images.add(with(known, id, objects)));
        return new Dataset(pool.name(), pool.classes(), images);
    }

    private static void requireAll(Path run, Set<ImageId> known, Set<ImageId> labeled) {
        List<String> gone = labeled.stream()
                .filter(id -> !known.contains(id))
                .map(ImageId::value)
                .toList();
        if (!gone.isEmpty()) {
            throw new HualeException(run + ": labeled, but not in the pool any more: " + String.join(", ", gone)
                    + "; put " + (gone.size() == 1 ? "it" : "them") + " back");
        }
    }

    /** Boxes are where people drew them: over an image that was turned or scaled since they would lie anywhere. */
    private static void requireSizes(Path run, Dataset labeled, Map<ImageId, ImageSize> sizes) {
        List<String> changed = labeled.images().stream()
                .flatMap(image -> change(image, sizes.get(image.id())).stream())
                .toList();
        if (!changed.isEmpty()) {
            throw new HualeException(run + ": labeled, but changed since: " + String.join(", ", changed) + "; put "
                    + (changed.size() == 1 ? "the former file" : "the former files") + " back");
        }
    }

    /**
     * By the file itself, as lists of images tell sizes of before. One that cannot be read is missed by whoever needs it.
     *
     * @param then null where it was not noted
     */
    private static Optional<String> change(ImageRecord image, @Nullable ImageSize then) {
        if (then == null) {
            return Optional.empty();
        }
        try {
            ImageSize now = ImageHeader.sizeOf(image.file());
            return now.equals(then) ? Optional.empty() : Optional.of(image.id() + " (" + then + ", now " + now + ")");
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    private static void requireClasses(Path run, InboxRequest request, ClassHistory classes) {
        ClassNames wanted = classes.atRequest(InboxOracle.cycle(request.key()).orElseThrow())
                .to();
        if (!request.classes().equals(wanted)) {
            throw new HualeException(
                    run + ": people are asked for " + request.classes().names() + ", the run has " + wanted.names()
                            + "; 'huale resume " + run + "' brings the two together");
        }
    }

    private static List<ImageRecord> proposed(
            Inbox inbox, InboxRequest request, double threshold, ClassRenumbering since) {
        List<ImageRecord> proposed = new ArrayList<>();
        for (ImageId open : inbox.images().finished(request.key()).open()) {
            long number = inbox.images().numbers(request.key(), open).get(0);
            InboxImage image = inbox.images().of(number);
            List<Annotation> objects = image.guesses().stream()
                    .filter(it -> Confidence.isAtLeast(it.score(), threshold))
                    .map(it -> Annotation.of(it.box(), it.classIndex()))
                    .toList();
            proposed.add(new ImageRecord(open, image.file(), image.size(), since.of(objects)));
        }
        return proposed;
    }

    private static ImageRecord with(Map<ImageId, ImageRecord> known, ImageId id, List<Annotation> objects) {
        ImageRecord image = Objects.requireNonNull(known.get(id));
        return new ImageRecord(image.id(), image.file(), image.size(), objects);
    }

    /** Finished images to learn from and proposed ones, to be written in a format. */
    public DatasetReading reading() {
        List<ImageRecord> all = new ArrayList<>(images.images());
        all.addAll(proposed);
        return reading(new Dataset(images.name(), images.classes(), all));
    }

    /** Those that are kept for evaluation, likewise. */
    public DatasetReading testReading() {
        return reading(test);
    }

    private static DatasetReading reading(Dataset dataset) {
        return DatasetReading.of(AnnotationAccount.of(dataset), CocoNumbering.ofPositions(dataset), new Findings());
    }
}
