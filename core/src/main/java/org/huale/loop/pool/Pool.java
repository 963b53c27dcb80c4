package org.huale.loop.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * Which images of a data set are labeled, since which cycle and with which annotations, and which are not; never changes.
 * It knows no annotation that an oracle did not give: those of the data set it is made of are forgotten at once.
 *
 * <p>All lists are in ascending order of ids, whatever the order of the data set.
 */
public final class Pool {
    /** The cycle that the initial set is asked for. */
    public static final int BEFORE_ALL = -1;

    private final Dataset images; // ascending, without annotations
    private final SortedMap<ImageId, Labels> labels;
    private final List<ImageId> unlabeled;

    /** What an oracle gave for an image, and in which cycle. */
    public record Labels(int cycle, List<Annotation> annotations) {}

    private Pool(Dataset images, SortedMap<ImageId, Labels> labels) {
        this.images = images;
        this.labels = Collections.unmodifiableSortedMap(labels);
        this.unlabeled = images.images().stream()
                .map(ImageRecord::id)
                .filter(id -> !labels.containsKey(id))
                .toList();
    }

    /** A pool of the data set's images, none of them labeled. */
    public static Pool of(Dataset dataset) {
        List<ImageRecord> bare = dataset.images().stream()
                .map(image -> new ImageRecord(image.id(), image.file(), image.size(), List.of()))
                .sorted(Comparator.comparing(ImageRecord::id))
                .toList();
        return new Pool(new Dataset(dataset.name(), dataset.classes(), bare), new TreeMap<>());
    }

    /**
     * The pool in which these images are labeled, too.
     *
     * @param cycle that asked for them, at least that of all before; -1 for the initial set
     * @throws IllegalArgumentException where an image is unknown or labeled already, or a class index is not below K
     */
    public Pool label(int cycle, Map<ImageId, List<Annotation>> annotations) {
        requireLatest(cycle);
        SortedMap<ImageId, Labels> all = new TreeMap<>(labels);
        annotations.forEach((image, objects) -> {
            requireUnlabeled(image);
            requireKnownClasses(image, objects);
            all.put(image, new Labels(cycle, List.copyOf(objects))); // a copy shares no table with other images
        });
        return new Pool(images, all);
    }

    private void requireLatest(int cycle) {
        int latest = labels.values().stream().mapToInt(Labels::cycle).max().orElse(-1);
        if (cycle < latest) {
            throw new IllegalArgumentException("cycle must be at least " + latest + ", got " + cycle);
        }
    }

    private void requireUnlabeled(ImageId image) {
        if (!contains(image)) {
            throw new IllegalArgumentException(images.name() + ": no image " + image);
        }
        Labels there = labels.get(image);
        if (there != null) {
            throw new IllegalArgumentException(
                    images.name() + ": image " + image + " is labeled since cycle " + there.cycle());
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

    /** The labeled images with the annotations given for them. */
    public Dataset labeled() {
        return labeledUntil(Integer.MAX_VALUE);
    }

    /** Those of the labeled images that no cycle asked for. */
    public Dataset initial() {
        return labeledUntil(BEFORE_ALL);
    }

    private Dataset labeledUntil(int cycle) {
        List<ImageRecord> records = new ArrayList<>(labels.size());
        labels.forEach((id, given) -> {
            if (given.cycle() <= cycle) {
                ImageRecord image = record(id);
                records.add(new ImageRecord(id, image.file(), image.size(), given.annotations()));
            }
        });
        return new Dataset(images.name(), classes(), records);
    }

    /** The images that are not labeled, without annotations. */
    public Dataset rest() {
        List<ImageRecord> records = unlabeled.stream().map(this::record).toList();
        return new Dataset(images.name(), classes(), records);
    }

    public List<ImageId> unlabeled() {
        return unlabeled;
    }

    /** The cycle that asked for the image's annotations, -1 for the initial set; empty where it is unlabeled. */
    public OptionalInt since(ImageId image) {
        Labels there = labels.get(image);
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

    /** Objects of each class in the labeled images, difficult ones and crowds included. */
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
