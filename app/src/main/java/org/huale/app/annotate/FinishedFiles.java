package org.huale.app.annotate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huale.app.run.RunData;
import org.huale.dataset.Annotation;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FinishedFolder;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.aside.SkippedList;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.WithoutObjects;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.HandedOutNames;
import org.huale.loop.pool.FindingList;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished work in files anywhere, read as the folder {@code labeled} is and put into the inbox of a run that waits. All of
 * it or, where anything is wrong, nothing.
 */
public final class FinishedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedFiles.class);

    /** The door of these files, in place of an annotator's name. */
    private static final String DOOR = "import";

    private final InboxRequest request;
    private final FormerClasses classes;
    private final FlatNames names;
    private final Map<ImageId, List<Annotation>> found = new TreeMap<>();
    private final Map<ImageId, String> skipped = new TreeMap<>();
    private final Map<Path, SkippedList> lists = new HashMap<>();
    private final Map<ImageId, Path> places = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> others = new TreeSet<>();
    private final List<String> trimmed = new ArrayList<>();
    private final Map<ImageId, Unclear> unclear = new TreeMap<>();

    /**
     * What came of it.
     *
     * @param request its key
     * @param taken images that the files finish or set aside
     * @param kept those of them that somebody else had finished otherwise; the inbox keeps that
     * @param others names in the files that the run does not wait for
     * @param unclear images that are left and that the files list without objects, as they would if nobody had looked at them
     * @param left what the request still lacks
     */
    public record Outcome(
            String request,
            int taken,
            Set<ImageId> kept,
            Set<String> others,
            Map<ImageId, Unclear> unclear,
            FinishedRequest left) {}

    /**
     * An image without objects, or not looked at yet.
     *
     * @param place where it is listed
     * @param list in which somebody can say that there is nothing in it
     */
    public record Unclear(String place, Path list) {}

    private FinishedFiles(InboxRequest request, FormerClasses classes, FlatNames names) {
        this.request = request;
        this.classes = classes;
        this.names = names;
    }

    /**
     * @param files of any format that is known, or folders of them
     * @throws HualeException where the run waits for nothing, or listing what is wrong in the files
     */
    public static Outcome bring(Path run, List<Path> files) {
        Path file = run.resolve(Inbox.FILE);
        if (!Files.exists(file)) {
            throw new HualeException(
                    run + ": waits for no annotations; 'huale resume " + run + "' works on until it does");
        }
        try (Inbox inbox = Inbox.open(file, Clock.systemUTC())) {
            InboxRequest request = asked(run, inbox);
            FormerClasses classes =
                    new FormerClasses(request.classes(), RunFolder.classes(run).formerNames(cycle(request)));
            FinishedFiles reading = new FinishedFiles(request, classes, names(run, inbox, request));
            files.forEach(reading::read);
            return reading.into(inbox);
        }
    }

    /** What the run waits for, and not what an older copy of the inbox still has open. */
    private static InboxRequest asked(Path run, Inbox inbox) {
        if (RunFolder.holdsRun(run)) {
            InboxOracle.closeBefore(inbox, RunFolder.nextToAnnotate(run));
        }
        InboxRequest request = inbox.requests()
                .current()
                .orElseThrow(() -> new HualeException(run + ": waits for no annotations at the moment"));
        requireOfCycle(run, request);
        return request;
    }

    /** Images to measure by are asked for before there is a run, whose classes and images files are read by. */
    private static void requireOfCycle(Path run, InboxRequest request) {
        if (InboxOracle.cycle(request.key()).isEmpty()) {
            throw new HualeException(
                    run + ": takes files once the run has begun; the images that it is measured by (request "
                            + request.key() + ") are labeled in the page of 'huale label'");
        }
    }

    private static int cycle(InboxRequest request) {
        return InboxOracle.cycle(request.key()).orElseThrow();
    }

    private static FlatNames names(Path run, Inbox inbox, InboxRequest request) {
        return FlatNames.of(
                inbox.images().records(request.key()),
                HandedOutNames.others(it -> run.resolve(InboxOracle.key(it)), cycle(request), known(run, inbox)));
    }

    /** Those that nobody was asked for have names, too, by which files may speak of them. */
    private static List<ImageId> known(Path run, Inbox inbox) {
        Stream<ImageId> pool = RunData.of(run).pool().images().stream().map(ImageRecord::id);
        Stream<ImageId> asked = inbox.requests().all().stream()
                .flatMap(it -> inbox.images().list(it.key()).stream())
                .map(ImageEntry::name);
        return Stream.concat(pool, asked).toList();
    }

    private void read(Path path) {
        if (!Files.exists(path)) {
            throw new HualeException(path + ": does not exist");
        }
        SkippedList aside = aside(path);
        Optional<FinishedAnnotations.Result> result = isList(path) ? Optional.empty() : finished(path);
        if (result.isEmpty() && (isWork(path) || isEmpty(aside))) {
            throw new HualeException(path + ": holds no finished " + DatasetFormats.either(DatasetFormat::title)
                    + " files" + (isWork(path) ? "" : ", and no " + SkippedList.FILE + " with images set aside"));
        }
        result.ifPresent(it -> take(path, classes.inPresentClasses(it)));
    }

    private static boolean isList(Path path) {
        return path.endsWith(SkippedList.FILE);
    }

    /** One file in which there must be work, whatever the list beside it says. */
    private static boolean isWork(Path path) {
        return !Files.isDirectory(path) && !isList(path);
    }

    private static boolean isEmpty(SkippedList list) {
        return list.reasons().isEmpty() && list.problems().isEmpty();
    }

    /** The images that the list in a folder, or beside a file, sets aside; read once, however many files lie beside it. */
    private SkippedList aside(Path path) {
        Path folder = folder(path);
        return lists.computeIfAbsent(folder.toAbsolutePath().normalize(), it -> listed(folder));
    }

    private SkippedList listed(Path folder) {
        SkippedList list = SkippedList.in(folder, names);
        list.problems().forEach(problem -> wrong.add(folder + ": " + problem));
        skipped.putAll(list.reasons());
        return list;
    }

    /** The folder whose lists speak of a file, or that itself. */
    private static Path folder(Path path) {
        return Files.isDirectory(path) ? path : RelativePath.folderOf(path);
    }

    private Optional<FinishedAnnotations.Result> finished(Path path) {
        return Files.isDirectory(path)
                ? FinishedFolder.read(path, names, classes.all())
                : FinishedFolder.readFile(path, names, classes.all());
    }

    private void take(Path path, FinishedAnnotations.Result result) {
        result.problems().forEach(problem -> wrong.add(path + ": " + problem));
        others.addAll(result.others());
        result.trimmed().forEach(it -> trimmed.add(path + ": " + it));
        result.annotations().forEach((image, objects) -> take(path, image, objects));
        Path list = folder(path).resolve(WithoutObjects.FILE);
        result.unclear().forEach((image, place) -> unclear.putIfAbsent(image, new Unclear(path + ": " + place, list)));
    }

    private void take(Path path, ImageId image, List<Annotation> objects) {
        Path before = places.putIfAbsent(image, path);
        if (before == null) {
            found.put(image, objects);
        } else if (!objects.equals(found.get(image))) {
            wrong.add(path + ": image " + image + " is annotated otherwise in " + before);
        }
    }

    /** An image that a file lists without objects may be set aside, one with objects may not. */
    private void settle() {
        for (ImageId image : skipped.keySet()) {
            List<Annotation> objects = found.remove(image);
            if (objects != null && !objects.isEmpty()) {
                wrong.add("image " + image + ": has objects in " + places.get(image) + ", and is set aside in "
                        + SkippedList.FILE + "; take one of the two away");
            }
        }
    }

    private Outcome into(Inbox inbox) {
        settle();
        if (!wrong.isEmpty()) {
            throw new HualeException("nothing was taken: " + FindingList.lines(wrong));
        }
        Set<ImageId> kept = inbox.work().bring(new Brought(request, DOOR, found, skipped));
        trimmed.forEach(it -> LOG.info("{}", it));
        FinishedRequest left = inbox.images().finished(request.key());
        return new Outcome(request.key(), found.size() + skipped.size(), kept, others, unclear(left), left);
    }

    private Map<ImageId, Unclear> unclear(FinishedRequest left) {
        Map<ImageId, Unclear> open = new TreeMap<>(unclear);
        open.keySet().retainAll(Set.copyOf(left.open()));
        open.keySet().removeAll(found.keySet());
        open.keySet().removeAll(skipped.keySet());
        return open;
    }
}
