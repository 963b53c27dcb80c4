package org.huale.web.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.huale.app.data.NamedData;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigJson;
import org.huale.config.MissingValue;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Bounds;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Stale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A run over a folder of images of which nobody has said anything yet: what it needs before it can begin, each in a file of
 * its place. A process that was killed goes on with the files that are there.
 */
public final class Beginning {
    /** Its run is in a folder of this name in its place. */
    public static final String RUN = "run";

    private static final int LONGEST_NAME = 100;
    private static final int LEAST_IMAGES = 4;

    private final LabelPlace place;
    private final Wishes wishes;
    private @Nullable Dataset dataset;

    /**
     * How the run is to be.
     *
     * @param measured images to measure detectors by, at most a third of all
     * @param first images that the first detector learns from
     * @param batch images asked for after each detector
     * @param keys of the configuration, such as {@code detector=resnet18-fpn}; they win over the rest
     */
    public record Wishes(int measured, int first, int batch, List<String> keys) {
        public Wishes {
            keys = List.copyOf(keys);
            if (measured < 1 || first < 1 || batch < 1) {
                throw new HualeException(
                        "images to measure by, first images and images a batch must be at least 1, got " + measured
                                + ", " + first + " and " + batch);
            }
        }

        private String words() {
            return measured + " to measure by, " + first + " at first, batches of " + batch + " and "
                    + (keys.isEmpty() ? "no keys" : String.join(" ", keys));
        }
    }

    /** What is kept of it in the place. */
    private record Kept(String images, Wishes wishes) {}

    private Beginning(LabelPlace place, Wishes wishes) {
        this.place = place;
        this.wishes = wishes;
    }

    /**
     * Of a folder of images, or goes on with it where the place holds the same.
     *
     * @param images folder of the images
     * @param place folder for all that comes of it, made where it is not there
     * @throws HualeException where the place holds another, the folder has too few images, or the keys make no configuration
     */
    public static Beginning of(Path images, Path place, Wishes wishes) {
        Path from = images.toAbsolutePath().normalize();
        Path to = place.toAbsolutePath().normalize();
        if (isBegun(to)) {
            Beginning before = in(to);
            if (!before.images().equals(from) || !before.wishes.equals(wishes)) {
                throw new HualeException(to + ": was begun with " + before.images() + ", " + before.wishes.words()
                        + ", and not with " + from + ", " + wishes.words() + "; continue with 'huale label " + place
                        + "', or choose another folder with --out");
            }
            return before;
        }
        Beginning fresh = new Beginning(new LabelPlace(from, to), wishes);
        Map<Path, RunConfig> checked = fresh.check();
        fresh.makeFolders();
        checked.forEach(Beginning::write);
        write(LabelPlace.begun(to), new Kept(from.toString(), wishes));
        return fresh;
    }

    private Map<Path, RunConfig> check() {
        if (dataset().size() < LEAST_IMAGES) {
            throw new HualeException(images() + ": has " + dataset().size() + " images; at least " + LEAST_IMAGES
                    + " are needed, some of them to measure by");
        }
        place.requireReadable();
        return config().both(dataset().size() - measured());
    }

    private FirstConfig config() {
        return new FirstConfig(place, wishes);
    }

    /** Whether a place holds one. */
    public static boolean isBegun(Path place) {
        return Files.exists(LabelPlace.begun(place));
    }

    /**
     * The one that a place holds.
     *
     * @throws HualeException where it is damaged, or was moved or copied away from the paths by which its run reads the images
     */
    public static Beginning in(Path place) {
        Beginning before = kept(place);
        new RunLists(before.place, before.wishes).requireOwn();
        return before;
    }

    private static Beginning kept(Path place) {
        Path file = LabelPlace.begun(place);
        try {
            Kept kept = ConfigJson.read(InputFile.text(file), Kept.class);
            requireWhole(kept, file);
            Path folder = place.toAbsolutePath().normalize();
            return new Beginning(new LabelPlace(Path.of(kept.images()), folder), kept.wishes());
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    private static void requireWhole(@Nullable Kept kept, Path file) {
        if (kept == null) {
            throw new HualeException(file + ": damaged: it holds nothing");
        }
        MissingValue.in(kept).ifPresent(key -> {
            throw new HualeException(file + ": damaged: " + key + " has no value");
        });
    }

    public Path images() {
        return place.images();
    }

    public Path run() {
        return place.run();
    }

    /** What the processes say that work on the run. */
    public Path log() {
        return place.log();
    }

    private static void write(Path file, Object content) {
        WholeFile.writeText(file, ConfigJson.write(content) + "\n");
    }

    /** Whether somebody has said which classes there are. */
    boolean hasClasses() {
        return Files.exists(place.classes());
    }

    /** Whether all is there that the run is begun with. */
    boolean isReady() {
        return place.isReady();
    }

    /** The classes that were given. */
    ClassNames classNames() {
        try {
            return new ClassNames(InputFile.lines(place.classes()).stream()
                    .filter(it -> !it.isBlank())
                    .toList());
        } catch (IOException e) {
            throw new HualeException(place.classes() + ": " + FileFaults.unread(e), e);
        }
    }

    /** Makes the folders, where they are not there. */
    private void makeFolders() {
        try {
            Files.createDirectories(run());
        } catch (IOException e) {
            throw new HualeException(run() + ": cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps the classes of whoever names them first.
     *
     * @throws Stale where they are there already
     */
    synchronized void begin(List<String> names) {
        if (hasClasses()) {
            throw new Stale("the classes are known already", null);
        }
        requireGood(names);
        WholeFile.write(place.classes(), (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void requireGood(List<String> names) {
        if (names.isEmpty()) {
            throw new BadInput("classes: at least one is needed");
        }
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            requireGood(name);
            if (!seen.add(name)) {
                throw new BadInput("classes: '" + name + "' is there twice");
            }
        }
    }

    private static void requireGood(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new BadInput("classes: a name has 1 to " + LONGEST_NAME + " characters");
        }
        Bounds.faultOfClassName(name).ifPresent(fault -> {
            throw new BadInput("classes: " + fault);
        });
    }

    /**
     * Asks for the labels of images to measure by, of more where some were asked for. A third of all images stays for the
     * pool.
     *
     * @return false where there are no more
     */
    boolean ask(Inbox inbox) {
        Set<ImageId> before = Measuring.asked(inbox);
        int more = Math.min(measured(), dataset().size() * 2 / 3 - before.size());
        if (more < 1) {
            return false;
        }
        List<WantedImage> wanted = Measuring.order(dataset(), before, 0).stream()
                .limit(more)
                .map(WantedImage::of)
                .toList();
        String key = Measuring.key(Measuring.requests(inbox).size());
        inbox.requests().put(new NewRequest(key, classNamesOf(inbox), "", wanted));
        return true;
    }

    private int measured() {
        return Math.max(1, Math.min(wishes.measured(), dataset().size() / 3));
    }

    /** Whether any of the images to measure by has an object; by others nothing can be measured. */
    boolean canMeasure(Inbox inbox) {
        return Measuring.drawn(inbox).values().stream().anyMatch(it -> !it.isEmpty());
    }

    /**
     * Takes the labels of the images to measure by, and writes what the run begins with. They are closed first, so that no
     * correction comes too late unnoticed; after a crash they are taken again.
     *
     * @throws HualeException where they were drawn for other classes than those that the place has by now, or the run cannot be
     *     configured; nothing is closed then
     */
    void take(Inbox inbox) {
        ClassNames names = classNamesOf(inbox);
        Dataset all = dataset();
        List<ImageRecord> pool = Measuring.others(all, Measuring.asked(inbox));
        RunConfig config = config().of(names.count(), pool.size());
        Measuring.requests(inbox).forEach(it -> inbox.requests().complete(it.key()));
        Map<ImageId, List<Annotation>> drawn = Measuring.drawn(inbox);
        List<ImageRecord> usable = Measuring.order(all, Set.of(), 0).stream()
                .filter(it -> drawn.containsKey(it.id()))
                .toList();
        Measuring.write(place.test(), usable, names, drawn);
        Measuring.write(place.pool(), pool, names, Map.of());
        write(place.config(), config);
    }

    /** Takes what came into the folder since into the pool; see {@link NewImages#take}. */
    void takeNew(Inbox inbox) {
        new NewImages(place).take(inbox);
    }

    /** The classes that were given, where requests have the same: boxes have numbers that mean the names which people saw. */
    private ClassNames classNamesOf(Inbox inbox) {
        ClassNames names = classNames();
        for (InboxRequest request : Measuring.requests(inbox)) {
            if (!request.classes().equals(names)) {
                throw new HualeException(place.classes() + ": has the classes " + names.names()
                        + ", but the boxes of the request " + request.key() + " were drawn for "
                        + request.classes().names() + "; write those there, in this order, each on a line of its own");
            }
        }
        return names;
    }

    private synchronized Dataset dataset() {
        Dataset known = dataset;
        if (known == null) {
            known = NamedData.readPlain(images());
            dataset = known;
        }
        return known;
    }

    List<String> words() {
        return List.of("run", place.config().toString(), "--out", run().toString(), "--resume");
    }
}
