package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * A COCO annotation file taken by its letter: what is not of its form is refused, boxes stay as they are stated, wherever
 * they reach, and no image needs to exist. A data set to train on is read by {@link CocoFormat} instead.
 *
 * @param images in the order of their numbers, called by {@code file_name} as in data sets, or by number where it has none
 * @param sizes of the images, where the file states them
 * @param imageNumbers ascending
 * @param classes in the order of their numbers
 * @param categories their numbers, ascending
 */
public record LiteralCoco(
        Path file,
        List<ImageId> images,
        List<Optional<ImageSize>> sizes,
        long[] imageNumbers,
        ClassNames classes,
        long[] categories) {

    /** @throws HualeException where images or categories are not of the form; the message names the entry */
    public static LiteralCoco read(Path file) {
        CocoHeader header = CocoHeader.read(file);
        List<Numbered> images = numbered(header, file);
        CocoCategories categories = CocoCategories.of(
                header.categories().stream().map(LiteralCoco::named).toList(), file, new Findings());
        return new LiteralCoco(
                file,
                images.stream().map(Numbered::id).toList(),
                images.stream().map(Numbered::size).toList(),
                images.stream().mapToLong(Numbered::number).toArray(),
                categories.classes(),
                categories.numbers());
    }

    private record Numbered(long number, ImageId id, Optional<ImageSize> size) {}

    /**
     * Empty where the file does not state it.
     *
     * @param position among the images
     */
    public Optional<ImageSize> size(int position) {
        return sizes.get(position);
    }

    private static List<Numbered> numbered(CocoHeader header, Path file) {
        Numbered[] images = new Numbered[header.images().size()];
        Arrays.setAll(images, i -> numbered(header.images().get(i), file + ": images[" + i + "]"));
        Arrays.sort(images, Comparator.comparingLong(Numbered::number));
        for (int i = 1; i < images.length; i++) {
            if (images[i].number() == images[i - 1].number()) {
                throw new HualeException(file + ": image id " + images[i].number() + " occurs twice");
            }
        }
        nameApart(images);
        return List.of(images);
    }

    /** Images of one file are as many images, by their numbers. */
    private static void nameApart(Numbered[] images) {
        Set<ImageId> taken = new HashSet<>();
        for (int i = 0; i < images.length; i++) {
            if (!taken.add(images[i].id())) {
                long number = images[i].number();
                images[i] =
                        new Numbered(number, new ImageId(images[i].id() + " (id " + number + ")"), images[i].size());
                taken.add(images[i].id());
            }
        }
    }

    private static Numbered numbered(CocoHeader.Image image, String place) {
        long number = image.number()
                .orElseThrow(() -> new HualeException(place + ": has no id, which must be a whole number"));
        return new Numbered(
                number,
                called(image.file(), number),
                Bounds.imageSize(image.width(), image.height(), place, new Findings()));
    }

    /** A {@code ./} names no file. */
    private static ImageId called(@Nullable String file, long number) {
        String name = file == null ? "" : CocoImages.relative(file);
        return new ImageId(name.isBlank() ? Long.toString(number) : name);
    }

    /** Evaluation needs no names. */
    private static CocoHeader.Category named(CocoHeader.Category category) {
        boolean nameless = category.name() == null || category.name().isBlank();
        return nameless && category.number().isPresent()
                ? new CocoHeader.Category(
                        category.number(), "" + category.number().getAsLong(), category.parent())
                : category;
    }

    /**
     * Reads the annotations one after the other; the visitor gets the same entry again and again.
     *
     * @throws HualeException where one is not of the form; the message names the entry
     */
    public void forEachAnnotation(Consumer<CocoEntry> visitor) {
        new CocoEntry(file + ": annotations", CocoEntry.Policy.STRICT).forEachAnnotation(file, visitor);
    }
}
