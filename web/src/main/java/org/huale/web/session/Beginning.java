package org.huale.web.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.dataset.pool.PlainImages;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;
import org.huale.loop.folder.RunContents;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FolderLock;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Stale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A run over a folder of images of which nobody has said anything yet: what it needs before it can begin, each in a file of
 * its place. A process that was killed goes on with the files that are there.
 */
public final class Beginning {
    /** Its run is in a folder of this name in its place. */
    public static final String RUN = "run";

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
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
        Map<Path, RunConfig> checked = fresh.check();
        fresh.makeFolders();
        checked.forEach(Beginning::write);
        write(to.resolve(FILE), new Kept(from.toString(), wishes));
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
        return place.resolve(RUN);
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

    /** The configuration for so many classes, as it was when the keys were typed: a path in them is meant from that folder. */
    private Path configWith(int classes) {
        return place.resolve(classes > 1 ? "with-classes.json" : "with-one-class.json");
    }

    private static void write(Path file, Object content) {
        WholeFile.writeText(file, ConfigJson.write(content) + "\n");
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

    /** The configurations for one class and for several, each with its file: people have yet to name the classes. */
    private Map<Path, RunConfig> check() {
        if (dataset().size() < LEAST_IMAGES) {
            throw new HualeException(images + ": has " + dataset().size() + " images; at least " + LEAST_IMAGES
                    + " are needed, some of them to measure by");
        }
        requireReadable(listed(pool()));
        int pool = dataset().size() - measured();
        RunConfig several = checked(2, pool);
        several.requireBeginning(ClassNames.of());
        return Map.of(configWith(2), several, configWith(1), checked(1, pool));
    }

    /** A colon divides the names of data sets, and a plus joins them. */
    private void requireReadable(DatasetLocator locator) {
        if (!isRead(locator)) {
            throw new HualeException(images + ", " + place + ": the run would not find the images by '" + locator
                    + "'; rename the folder, or choose another place with --out");
        }
    }

    private static boolean isRead(DatasetLocator locator) {
        try {
            return DatasetUnion.parse(locator.toString()).parts().equals(List.of(locator));
        } catch (HualeException e) {
            return false;
        }
    }

    private RunConfig checked(int classes, int pool) {
        try {
            return typed(classes, pool);
        } catch (HualeException e) {
            int otherwise = classes > 1 ? 1 : 2;
            throw fits(otherwise, pool) ? new HualeException(e.getMessage() + advice(classes, otherwise), e) : e;
        }
    }

    private boolean fits(int classes, int pool) {
        try {
            typed(classes, pool);
            return true;
        } catch (HualeException e) {
            return false;
        }
    }

    private static String advice(int classes, int otherwise) {
        return System.lineSeparator() + "With " + (classes > 1 ? "several classes" : "one class")
                + " the strategy is " + strategy(classes)
                + ", and these keys do not fit it. Name the strategy you mean, as in strategy=" + strategy(otherwise);
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
        Measuring.requests(inbox).forEach(it -> asked.addAll(inbox.requests().images(it.key())));
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
     * @throws HualeException where they were drawn for other classes than those that the place has by now, or the run cannot be
     *     configured; nothing is closed then
     */
    void take(Inbox inbox) {
        ClassNames names = classNamesOf(inbox);
        Dataset all = dataset();
        List<ImageRecord> pool = Measuring.others(all, asked(inbox));
        RunConfig config = config(names.count(), pool.size());
        Measuring.requests(inbox).forEach(it -> inbox.requests().complete(it.key()));
        Map<ImageId, List<Annotation>> drawn = drawn(inbox);
        List<ImageRecord> usable = Measuring.order(all, Set.of(), 0).stream()
                .filter(it -> drawn.containsKey(it.id()))
                .toList();
        Measuring.write(test(), usable, names, drawn);
        Measuring.write(pool(), pool, names, Map.of());
        write(config(), config);
    }

    /**
     * Puts images that came into the folder since the run was begun into its pool, behind those that are there, where no process works
     * on the run. Whatever is in the way of that is told in the log, and the run goes on without them.
     */
    void takeNew(Inbox inbox) {
        try {
            if (isReady()) {
                whyLater().ifPresentOrElse(this::tellOfLater, () -> takeUnlisted(inbox));
            }
        } catch (HualeException e) {
            LOG.warn("new images in the folder were not looked for: {}", e.getMessage());
        }
    }

    private Optional<String> whyLater() {
        if (FolderLock.isHeld(run())) {
            return Optional.of("a process is at work on the run");
        }
        return knowsItsImages()
                ? Optional.empty()
                : Optional.of("the next step of the run has to note its images first, as an earlier version did not");
    }

    private void tellOfLater(String why) {
        LOG.info("{}: {}; start 'huale label' again after it to take in new images", images, why);
    }

    /** A run that an earlier version went on with last has yet to note which images it began with; a longer list would not be its pool. */
    private boolean knowsItsImages() {
        return !Files.exists(run().resolve(RunContents.DATA)) || Files.exists(run().resolve(RunContents.POOL_IMAGES));
    }

    private void takeUnlisted(Inbox inbox) {
        ImageList pool = ImageList.of(pool());
        List<ImageRecord> fresh = unlisted(pool, inbox);
        if (!fresh.isEmpty()) {
            pool.add(fresh);
            tellOfNew(fresh);
        }
    }

    /** Those to measure by stay out, also where the inbox that they were labeled in is lost. Files that are listed are not opened. */
    private List<ImageRecord> unlisted(ImageList pool, Inbox inbox) {
        Set<String> listed = new HashSet<>(pool.names());
        listed.addAll(ImageList.of(test()).names());
        asked(inbox).forEach(it -> listed.add(it.value()));
        return NamedData.told(images.toString(), PlainImages.readOthers(images, listed))
                .images();
    }

    private void tellOfNew(List<ImageRecord> fresh) {
        LOG.info(
                "{}: new images: {}, such as {}; the run can choose them from now on. 'huale resume {} --cycles N' lets it go on"
                        + " for more cycles than it was begun with",
                images,
                fresh.size(),
                fresh.get(0).id(),
                run());
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

    /** What was checked, with the images that there are by now; earlier versions kept nothing of that. */
    private RunConfig config(int classes, int pool) {
        if (!Files.exists(configWith(classes))) {
            return typed(classes, pool);
        }
        Settings typed = new Settings();
        wishes.keys().forEach(typed::assignment);
        Settings settings = new Settings().file(configWith(classes));
        following(pool).forEach((key, value) -> {
            if (!typed.mention(key)) {
                settings.value(key, value, "label");
            }
        });
        return RunConfig.of(settings);
    }

    /** What follows from where the place is by now and from the number of images to learn from, if no key says otherwise. */
    private Map<String, Object> following(int pool) {
        int first = Math.min(wishes.first(), pool);
        return Map.of(
                "data.pool",
                listed(pool()).toString(),
                "data.test",
                listed(test()).toString(),
                "initial.images",
                first,
                "cycles",
                1 + (pool - first + wishes.batch() - 1) / wishes.batch());
    }

    private DatasetLocator listed(Path list) {
        return new DatasetLocator(DatasetFormats.named("coco"), list, Optional.of(images.toString()));
    }

    private static String strategy(int classes) {
        return classes > 1 ? "coverage" : "entropy";
    }

    /** What the keys make of it in the folder that the program was started in. */
    private RunConfig typed(int classes, int pool) {
        Settings settings = new Settings()
                .value("oracle", Map.of("name", "inbox", "guesses", true), "label")
                .value("strategy", strategy(classes), "label")
                .value("budget", wishes.batch(), "label");
        following(pool).forEach((key, value) -> settings.value(key, value, "label"));
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
