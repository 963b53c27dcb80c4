package org.huale.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The numbers by which COCO files name images and classes. A COCO file brings its own, arbitrary and with gaps; other
 * formats get positions counted from 1. Kept in plain arrays, as there may be hundreds of thousands of images.
 */
public final class CocoNumbering {
    private final List<ImageId> images;
    private final long[] imageNumbers;
    private final int[] byNumber;
    private final int[] byId;
    private final long[] categories;
    private final Map<Long, Integer> merged; // further numbers of classes that have one already
    private final boolean stated;

    private CocoNumbering(List<ImageId> images, long[] imageNumbers, Categories categories, boolean stated) {
        this.stated = stated;
        this.images = images;
        this.imageNumbers = imageNumbers;
        this.categories = categories.ofClasses();
        this.merged = categories.merged();
        this.byNumber = sorted(Comparator.comparingLong(i -> imageNumbers[i]));
        this.byId = sorted(Comparator.comparing(images::get));
    }

    /** Category ids of the classes, and further ones that mean a class, too. */
    @SuppressWarnings("ArrayRecordComponent") // owned by the numbering, never handed out
    private record Categories(long[] ofClasses, Map<Long, Integer> merged) {}

    /**
     * Numbers that a file states.
     *
     * @param images in any order
     * @param imageNumbers one for each image, all different
     * @param categories the category id of each class index, all different
     */
    public static CocoNumbering of(List<ImageId> images, long[] imageNumbers, long[] categories) {
        return of(images, imageNumbers, categories, true);
    }

    /** Of images that have no numbers and no classes. */
    public static CocoNumbering none() {
        return of(List.of(), new long[0], new long[0], false);
    }

    private static CocoNumbering of(List<ImageId> images, long[] imageNumbers, long[] categories, boolean stated) {
        if (images.size() != imageNumbers.length) {
            throw new IllegalArgumentException(images.size() + " images but " + imageNumbers.length + " numbers");
        }
        requireDifferent(imageNumbers, "image ids");
        requireDifferent(categories, "category ids");
        return new CocoNumbering(
                List.copyOf(images), imageNumbers.clone(), new Categories(categories.clone(), Map.of()), stated);
    }

    /** Images and classes counted from 1 in the order of the data set. */
    public static CocoNumbering ofPositions(Dataset dataset) {
        List<ImageId> ids = dataset.images().stream().map(ImageRecord::id).toList();
        return of(ids, fromOne(ids.size()), fromOne(dataset.classes().count()), false);
    }

    /** Whether the data set's own file states the numbers; otherwise they are positions. */
    public boolean isStated() {
        return stated;
    }

    /** True where no image has a number. */
    public boolean isEmpty() {
        return images.isEmpty();
    }

    /**
     * The numbers after classes were chosen; those that a file stated stay, positions are counted anew.
     *
     * @param target new number of each class, or -1; of several classes that become one, the first gives it its category
     * @param count of the new classes
     */
    CocoNumbering chosen(int[] target, int count) {
        if (!stated) {
            return new CocoNumbering(images, imageNumbers, new Categories(fromOne(count), Map.of()), stated);
        }
        long[] chosen = new long[count];
        boolean[] named = new boolean[count];
        Map<Long, Integer> further = new HashMap<>();
        for (int k = 0; k < target.length; k++) {
            if (target[k] >= 0 && named[target[k]]) {
                further.put(categories[k], target[k]);
            } else if (target[k] >= 0) {
                chosen[target[k]] = categories[k];
                named[target[k]] = true;
            }
        }
        return new CocoNumbering(images, imageNumbers, new Categories(chosen, Map.copyOf(further)), stated);
    }

    /** The image of a number, empty where the data set has none such. */
    public Optional<ImageId> image(long number) {
        int at = search(i -> Long.compare(imageNumbers[i], number), byNumber);
        return at < 0 ? Optional.empty() : Optional.of(images.get(at));
    }

    /**
     * @throws IllegalArgumentException where the image is not one of the data set
     */
    public long imageNumber(ImageId id) {
        int at = search(i -> images.get(i).compareTo(id), byId);
        if (at < 0) {
            throw new IllegalArgumentException("image " + id + " has no number");
        }
        return imageNumbers[at];
    }

    /** The class index of a category id, empty where the data set has none such. */
    public OptionalInt classIndex(long category) {
        Integer index = merged.get(category);
        return index != null
                ? OptionalInt.of(index)
                : IntStream.range(0, categories.length)
                        .filter(i -> categories[i] == category)
                        .findFirst();
    }

    public long category(int classIndex) {
        return categories[classIndex];
    }

    private interface Probe {
        int compare(int index);
    }

    private static int search(Probe probe, int[] order) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int sign = probe.compare(order[middle]);
            if (sign == 0) {
                return order[middle];
            }
            if (sign < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private int[] sorted(Comparator<Integer> order) {
        return IntStream.range(0, images.size())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static long[] fromOne(int count) {
        return LongStream.rangeClosed(1, count).toArray();
    }

    private static void requireDifferent(long[] numbers, String what) {
        if (Arrays.stream(numbers).distinct().count() != numbers.length) {
            throw new IllegalArgumentException(what + " must differ");
        }
    }
}
