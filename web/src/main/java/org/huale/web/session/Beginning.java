package org.huale.web.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.app.data.NamedData;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigJson;
import org.huale.config.MissingValue;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
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
    private static final String FILE = "label.json";
    private static final int LONGEST_NAME = 100;
    private static final int LEAST_IMAGES = 4;

    private final Path images;
    private final Path place;
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
    }

    /** What is kept of it in the place. */
    private record Kept(String images, Wishes wishes) {}

    private Beginning(Path images, Path place, Wishes wishes) {
        this.images = images;
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
            if (!before.images.equals(from) || !before.wishes.equals(wishes)) {
                throw new HualeException(to + ": was begun with " + before.images + " and " + before.wishes
                        + "; continue with 'huale label " + place + "', or choose another folder with --out");
            }
            return before;
        }
        Beginning fresh = new Beginning(from, to, wishes);
        fresh.check();
        fresh.makeFolders();
        WholeFile.writeText(to.resolve(FILE), ConfigJson.write(new Kept(from.toString(), wishes)) + "\n");
        return fresh;
    }

    /** Whether a place holds one. */
    public static boolean isBegun(Path place) {
        return Files.exists(place.resolve(FILE));
    }

    /** The one that a place holds. */
    public static Beginning in(Path place) {
        Path file = place.resolve(FILE);
        try {
            Kept kept = ConfigJson.read(InputFile.text(file), Kept.class);
            requireWhole(kept, file);
            return new Beginning(Path.of(kept.images()), place.toAbsolutePath().normalize(), kept.wishes());
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
        return images;
    }

    public Path run() {
        return place.resolve("run");
    }

    private Path classes() {
        return place.resolve("classes.txt");
    }

    private Path test() {
        return place.resolve("measure.json");
    }

    private Path pool() {
        return place.resolve("pool.json");
    }

    /** What the processes say that work on the run. */
    public Path log() {
        return place.resolve("run.log");
    }

    private Path config() {
        return place.resolve("run.json");
    }

    /** Whether somebody has said which classes there are. */
    boolean hasClasses() {
        return Files.exists(classes());
    }

    /** Whether all is there that the run is begun with. */
    boolean isReady() {
        return Files.exists(config());
    }

    /** The classes that were given. */
    ClassNames classNames() {
        try {
            return new ClassNames(InputFile.lines(classes()).stream()
                    .filter(it -> !it.isBlank())
                    .toList());
        } catch (IOException e) {
            throw new HualeException(classes() + ": " + FileFaults.unread(e), e);
        }
    }

    private void check() {
        if (dataset().size() < LEAST_IMAGES) {
            throw new HualeException(images + ": has " + dataset().size() + " images; at least " + LEAST_IMAGES
                    + " are needed, some of them to measure by");
        }
        if (images.toString().contains(":") || place.toString().contains(":")) {
            throw new HualeException(
                    images + ", " + place + ": a colon divides the names of data sets; rename the folder");
        }
        config(new ClassNames(List.of("object")), dataset().size() - measured());
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
        WholeFile.write(classes(), (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void requireGood(List<String> names) {
        if (names.isEmpty()) {
            throw new BadInput("classes: at least one is needed");
        }
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new BadInput("classes: a name has 1 to " + LONGEST_NAME + " characters, on one line");
            }
            if (!seen.add(name)) {
                throw new BadInput("classes: '" + name + "' is there twice");
            }
        }
    }

    /**
     * Asks for the labels of images to measure by, of more where some were asked for. A third of all images stays for the
     * pool.
     *
     * @return false where there are no more
     */
    boolean ask(Inbox inbox) {
        Set<ImageId> before = asked(inbox);
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

    private static Set<ImageId> asked(Inbox inbox) {
        Set<ImageId> asked = new TreeSet<>();
        Measuring.requests(inbox).forEach(it -> asked.addAll(it.images()));
        return asked;
    }

    /** What was drawn in the images to measure by, those without any object among them. */
    private static Map<ImageId, List<Annotation>> drawn(Inbox inbox) {
        Map<ImageId, List<Annotation>> drawn = new TreeMap<>();
        Measuring.requests(inbox)
                .forEach(it -> drawn.putAll(inbox.images().finished(it.key()).annotations()));
        return drawn;
    }

    /** Whether any of the images to measure by has an object; by others nothing can be measured. */
    boolean canMeasure(Inbox inbox) {
        return drawn(inbox).values().stream().anyMatch(it -> !it.isEmpty());
    }

    /**
     * Takes the labels of the images to measure by, and writes what the run begins with. They are closed first, so that no
     * correction comes too late unnoticed; after a crash they are taken again.
     *
     * @throws HualeException where they were drawn for other classes than those that the place has by now
     */
    void take(Inbox inbox) {
        ClassNames names = classNamesOf(inbox);
        Measuring.requests(inbox).forEach(it -> inbox.requests().complete(it.key()));
        Dataset all = dataset();
        Map<ImageId, List<Annotation>> drawn = drawn(inbox);
        List<ImageRecord> usable = Measuring.order(all, Set.of(), 0).stream()
                .filter(it -> drawn.containsKey(it.id()))
                .toList();
        List<ImageRecord> pool = Measuring.others(all, asked(inbox));
        Measuring.write(test(), usable, names, drawn);
        Measuring.write(pool(), pool, names, Map.of());
        WholeFile.writeText(config(), ConfigJson.write(config(names, pool.size())) + "\n");
    }

    /** The classes that were given, where requests have the same: boxes have numbers that mean the names which people saw. */
    private ClassNames classNamesOf(Inbox inbox) {
        ClassNames names = classNames();
        for (InboxRequest request : Measuring.requests(inbox)) {
            if (!request.classes().equals(names)) {
                throw new HualeException(classes() + ": has the classes " + names.names()
                        + ", but the boxes of the request " + request.key() + " were drawn for "
                        + request.classes().names() + "; write those there, in this order, each on a line of its own");
            }
        }
        return names;
    }

    private RunConfig config(ClassNames names, int pool) {
        int first = Math.min(wishes.first(), pool);
        Settings settings = new Settings()
                .value("data.pool", "coco:" + pool() + ":" + images, "label")
                .value("data.test", "coco:" + test() + ":" + images, "label")
                .value("oracle", Map.of("name", "inbox", "guesses", true), "label")
                .value("strategy", names.count() > 1 ? "coverage" : "entropy", "label")
                .value("initial.images", first, "label")
                .value("budget", wishes.batch(), "label")
                .value("cycles", 1 + (pool - first + wishes.batch() - 1) / wishes.batch(), "label");
        wishes.keys().forEach(settings::assignment);
        boolean hasWeights =
                List.of("weights.backbone", "weights.detector").stream().anyMatch(settings::mention);
        if (hasWeights && !settings.mention("initial.list")) {
            settings.whereUnsaid("initial.method", "typical");
        }
        return RunConfig.of(settings).absolute();
    }

    private synchronized Dataset dataset() {
        Dataset known = dataset;
        if (known == null) {
            known = NamedData.readPlain(images);
            dataset = known;
        }
        return known;
    }

    List<String> words() {
        return new ArrayList<>(List.of("run", config().toString(), "--out", run().toString(), "--resume"));
    }
}
