package org.huale.loop.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.revision.ClassRenumbering;

/**
 * Which images of a data set are labeled, since which cycle and with which annotations, and which are not; never changes.
 * It knows no annotation that an oracle did not give: those of the data set it is made of are forgotten at once.
 *
 * <p>Some images may be held out: they are for evaluation, labeled or not, and nobody learns from them or chooses among them.
 * Others may be set aside, because people could not annotate them; nothing is done with these any more.
 *
 * <p>All lists are in ascending order of ids, whatever the order of the data set.
 */
public final class Pool {
    /** The cycle that the initial set is asked for. */
    public static final int BEFORE_ALL = -1;

    private final Dataset images; // ascending, without annotations
    private final SortedMap<ImageId, Labels> labels;
    private final Withheld withheld;
    private final List<ImageId> unlabeled;

    /** What an oracle gave for an image, and in which cycle. */
    public record Labels(int cycle, List<Annotation> annotations) {}

    /**
     * Images that nobody learns from.
     *
     * @param heldOut for evaluation, in the order in which they are labeled
     * @param tested those of them that are labeled
     * @param aside that cannot be annotated
     */
    private record Withheld(Set<ImageId> heldOut, SortedMap<ImageId, Labels> tested, Set<ImageId> aside) {
        private static final Withheld NOTHING = new Withheld(Set.of(), new TreeMap<>(), Set.of());

        Withheld with(SortedMap<ImageId, Labels> labeled) {
            return new Withheld(heldOut, labeled, aside);
        }
    }

    private Pool(Dataset images, SortedMap<ImageId, Labels> labels, Withheld withheld) {
        this.images = images;
        this.labels = Collections.unmodifiableSortedMap(labels);
        this.withheld = withheld;
        this.unlabeled = images.images().stream()
                .map(ImageRecord::id)
                .filter(id -> !labels.containsKey(id) && !withheld.heldOut.contains(id) && !withheld.aside.contains(id))
                .toList();
    }

    /** A pool of the data set's images, none of them labeled. */
    public static Pool of(Dataset dataset) {
        List<ImageRecord> bare = dataset.images().stream()
                .map(ImageRecord::withoutAnnotations)
                .sorted(Comparator.comparing(ImageRecord::id))
                .toList();
        return new Pool(new Dataset(dataset.name(), dataset.classes(), bare), new TreeMap<>(), Withheld.NOTHING);
    }

    /**
     * The pool in which these images are for evaluation.
     *
     * @param images in the order in which they are labeled; none of them labeled yet
     */
    public Pool holdingOut(Collection<ImageId> images) {
        images.forEach(this::requireUnlabeled);
        return new Pool(
                this.images, labels, new Withheld(new LinkedHashSet<>(images), new TreeMap<>(), withheld.aside));
    }

    /** The pool in which these images are set aside, too; none of them is labeled. */
    public Pool setAside(Collection<ImageId> images) {
        images.forEach(this::requireUnlabeled);
        Set<ImageId> all = new TreeSet<>(withheld.aside);
        all.addAll(images);
        return new Pool(this.images, labels, new Withheld(withheld.heldOut, withheld.tested, all));
    }

    /**
     * The pool with other classes.
     *
     * @param classes from those of this pool
     */
    public Pool renumbered(ClassRenumbering classes) {
        return classes.isNone()
                ? this
                : new Pool(
                        classes.of(images),
                        renumbered(labels, classes),
                        withheld.with(renumbered(withheld.tested, classes)));
    }

    private static SortedMap<ImageId, Labels> renumbered(SortedMap<ImageId, Labels> labels, ClassRenumbering classes) {
        SortedMap<ImageId, Labels> all = new TreeMap<>();
        labels.forEach((image, given) -> all.put(image, new Labels(given.cycle(), classes.of(given.annotations()))));
        return all;
    }

    /**
     * The pool in which these images are labeled, too; those that are held out for evaluation.
     *
     * @param cycle that asked for them, at least that of all before; -1 for the initial set
     * @throws IllegalArgumentException where an image is unknown or labeled already, or a class index is not below K
     */
    public Pool label(int cycle, Map<ImageId, List<Annotation>> annotations) {
        requireLatest(cycle);
        SortedMap<ImageId, Labels> all = new TreeMap<>(labels);
        SortedMap<ImageId, Labels> tested = new TreeMap<>(withheld.tested);
        annotations.forEach((image, objects) -> {
            requireUnlabeled(image);
            requireKnownClasses(image, objects);
            (withheld.heldOut.contains(image) ? tested : all)
                    .put(image, new Labels(cycle, List.copyOf(objects))); // a copy shares no table with other images
        });
        return new Pool(images, all, withheld.with(tested));
    }

    private void requireLatest(int cycle) {
        int latest = Stream.concat(labels.values().stream(), withheld.tested.values().stream())
                .mapToInt(Labels::cycle)
                .max()
                .orElse(-1);
        if (cycle < latest) {
            throw new IllegalArgumentException("cycle must be at least " + latest + ", got " + cycle);
        }
    }

    private void requireUnlabeled(ImageId image) {
        if (!contains(image)) {
            throw new IllegalArgumentException(images.name() + ": no image " + image);
        }
        since(image).ifPresent(cycle -> {
            throw new IllegalArgumentException(images.name() + ": image " + image + " is labeled since cycle " + cycle);
        });
        if (withheld.aside.contains(image)) {
            throw new IllegalArgumentException(images.name() + ": image " + image + " is set aside");
        }
    }

    private void requireKnownClasses(ImageId image, List<Annotation> objects) {
        for (Annotation object : objects) {
            if (object.classIndex() >= classes().count()) {
                throw new IllegalArgumentException("image " + image + ": class index " + object.classIndex()
                        + ", the pool has " + classes().count() + " classes");
            }
        }
    }

    public ClassNames classes() {
        return images.classes();
    }

    /** All images, labeled or not, without annotations. */
    public Dataset images() {
        return images;
    }

    /** The labeled images with the annotations given for them, without those held out. */
    public Dataset labeled() {
        return labeledUntil(Integer.MAX_VALUE);
    }

    /** Those of the labeled images that no cycle asked for. */
    public Dataset initial() {
        return labeledUntil(BEFORE_ALL);
    }

    private Dataset labeledUntil(int cycle) {
        return annotated(labels, cycle);
    }

    private Dataset annotated(SortedMap<ImageId, Labels> given, int cycle) {
        List<ImageRecord> records = new ArrayList<>(given.size());
        given.forEach((id, labeled) -> {
            if (labeled.cycle() <= cycle) {
                ImageRecord image = record(id);
                records.add(new ImageRecord(id, image.file(), image.size(), labeled.annotations()));
            }
        });
        return new Dataset(images.name(), classes(), records);
    }

    /** The images held out that are labeled, with their annotations. */
    public Dataset test() {
        return annotated(withheld.tested, Integer.MAX_VALUE);
    }

    /** The first so many of the images held out that are neither labeled nor set aside, or all where these are fewer. */
    public List<ImageId> nextForTest(int count) {
        return withheld.heldOut.stream()
                .filter(id -> !withheld.tested.containsKey(id) && !withheld.aside.contains(id))
                .limit(count)
                .toList();
    }

    /** Whether images are held out. */
    public boolean holdsOut() {
        return !withheld.heldOut.isEmpty();
    }

    /** Images that have annotations, those held out included. */
    public int annotated() {
        return labels.size() + withheld.tested.size();
    }

    /** Images that can still be asked for; none where nothing is left to learn from. */
    public int open() {
        return unlabeled.isEmpty()
                ? 0
                : unlabeled.size() + nextForTest(Integer.MAX_VALUE).size();
    }

    /** A pool of these images in which those held out are the labeled ones. */
    public Pool ofTest() {
        return new Pool(images, withheld.tested, Withheld.NOTHING);
    }

    /** The images that may be asked for, without annotations. */
    public Dataset rest() {
        List<ImageRecord> records = unlabeled.stream().map(this::record).toList();
        return new Dataset(images.name(), classes(), records);
    }

    public List<ImageId> unlabeled() {
        return unlabeled;
    }

    /** The cycle that asked for the image's annotations, -1 for the initial set; empty where it is unlabeled. */
    public OptionalInt since(ImageId image) {
        Labels there = withheld.heldOut.contains(image) ? withheld.tested.get(image) : labels.get(image);
        return there == null ? OptionalInt.empty() : OptionalInt.of(there.cycle());
    }

    public boolean contains(ImageId image) {
        return position(image) >= 0;
    }

    /**
     * What is known of an image before it is labeled.
     *
     * @throws IllegalArgumentException where there is no such image
     */
    public ImageRecord record(ImageId image) {
        int position = position(image);
        if (position < 0) {
            throw new IllegalArgumentException(images.name() + ": no image " + image);
        }
        return images.images().get(position);
    }

    /** Objects of each class in the images to learn from, difficult ones and crowds included. */
    public List<Integer> boxesPerClass() {
        int[] counts = new int[classes().count()];
        labels.values().forEach(given -> given.annotations().forEach(object -> counts[object.classIndex()]++));
        return Arrays.stream(counts).boxed().toList();
    }

    public SortedMap<ImageId, Labels> labels() {
        return labels;
    }

    private int position(ImageId image) {
        int low = 0;
        int high = images.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = images.images().get(middle).id().compareTo(image);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    @Override
    public String toString() {
        return images.name() + ": " + labels.size() + " of " + images.size() + " images labeled";
    }
}
