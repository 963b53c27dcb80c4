package org.huale.dataset.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/**
 * Decides which image each reference of a file means, by one {@link Reading} for the whole file. A reading fits where every
 * reference is exactly one image by it. Numbers that a COCO file states for its images are taken for these where they
 * fit; a position in a data set is nothing that anybody stated, so that it must not contradict a file name.
 */
public final class ImageIdentity {
    private final Dataset dataset;
    private final CocoNumbering numbering;
    private final boolean stated;
    private final Names names;

    /** @param stated whether the numbers stand in the data set's own file; otherwise they are positions */
    public ImageIdentity(Dataset dataset, CocoNumbering numbering, boolean stated) {
        this.dataset = dataset;
        this.numbering = numbering;
        this.stated = stated;
        this.names = Names.of(dataset.images());
    }

    /**
     * The references of a file, resolved.
     *
     * @param reading by which
     * @param images of the references, in their order
     */
    public record Resolution(Reading reading, Map<ImageReference, ImageId> images) {

        /** What was taken, for the log: {@code 3 images by name}. */
        public String words() {
            return images.size() + (images.size() == 1 ? " image " : " images ") + reading.words();
        }
    }

    /**
     * Resolves all references of a file; none at all are read by name.
     *
     * @param file for messages
     * @throws HualeException where a reference is no image by the reading that fits best, or two readings fit and differ; the
     *     message shows both
     */
    public Resolution resolve(String file, Collection<ImageReference> references) {
        List<Resolution> all = new ArrayList<>();
        for (Reading reading : List.of(Reading.NAMES, Reading.NUMBERS, Reading.STEM_NUMBERS)) {
            all.add(new Resolution(reading, images(reading, references)));
        }
        List<Resolution> fitting = all.stream()
                .filter(it -> it.images().keySet().containsAll(references))
                .toList();
        return fitting.isEmpty() ? refuse(file, references, all) : decided(file, references, fitting);
    }

    private Map<ImageReference, ImageId> images(Reading reading, Collection<ImageReference> references) {
        Map<ImageReference, ImageId> images = new LinkedHashMap<>();
        for (ImageReference reference : references) {
            image(reading, reference).ifPresent(image -> images.put(reference, image));
        }
        return images;
    }

    private Optional<ImageId> image(Reading reading, ImageReference reference) {
        return switch (reading) {
            case NAMES -> reference.number().isPresent() ? Optional.empty() : names.named(reference.text());
            case NUMBERS -> number(reference).flatMap(numbering::image);
            case STEM_NUMBERS -> number(reference).flatMap(names::numbered);
        };
    }

    /** A text is a number only where the data set has stated what its numbers are. */
    private Optional<Long> number(ImageReference reference) {
        OptionalLong number = stated ? reference.anyNumber() : reference.number();
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private Resolution decided(String file, Collection<ImageReference> references, List<Resolution> fitting) {
        boolean numbers = !references.isEmpty()
                && references.stream().allMatch(it -> it.number().isPresent());
        for (Resolution resolution : fitting) {
            if (stated && numbers && resolution.reading() == Reading.NUMBERS) {
                return resolution;
            }
        }
        Resolution first = fitting.get(0);
        for (Resolution other : fitting) {
            requireSame(file, first, other);
        }
        return first;
    }

    private static void requireSame(String file, Resolution first, Resolution other) {
        first.images().forEach((reference, image) -> {
            ImageId otherwise = other.images().get(reference);
            if (!image.equals(otherwise)) {
                throw new HualeException(file + ": its " + first.images().size() + " images can be read "
                        + first.reading().words() + ", where " + reference + " is " + image + ", and "
                        + other.reading().words() + ", where it is " + otherwise
                        + "; name images by their paths, so that only one is possible");
            }
        });
    }

    private Resolution refuse(String file, Collection<ImageReference> references, List<Resolution> all) {
        Resolution best = all.get(0);
        for (Resolution it : all) {
            best = it.images().size() > best.images().size() ? it : best;
        }
        Map<ImageReference, ImageId> known = best.images();
        ImageReference lost = references.stream()
                .filter(it -> !known.containsKey(it))
                .findFirst()
                .orElseThrow();
        String fault = lost.number().isEmpty() && names.isShared(lost.text())
                ? " is the name of several images; give the folder, too"
                : " is none of the data set's " + dataset.size() + " images; read "
                        + best.reading().words() + ", " + known.size() + " of " + references.size() + " are";
        throw new HualeException(file + ": image " + lost + fault);
    }
}
