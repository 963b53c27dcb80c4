package org.huale.dataset.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.problem.HualeException;

/**
 * Several data sets as one, such as {@code voc:VOC2007:trainval+voc:VOC2012:trainval}. They must have the same classes in
 * the same order. Ids of images stay as they are unless two parts have one in common; then all get the number of their
 * part before them, {@code 1/000005}. Where images are known by the ids that they had before, see {@link KnownUnion}.
 *
 * @param parts at least one
 */
public record DatasetUnion(List<DatasetLocator> parts) {
    private static final Pattern PLUS = Pattern.compile(
            DatasetFormat.names().stream().map(Pattern::quote).collect(Collectors.joining("|", "\\+(?=(?:", "):)")));

    /**
     * @param dataset what can be learned from
     * @param pool all images that can be looked at
     * @param parts as they were read, in their order
     */
    public record Reading(Dataset dataset, Dataset pool, List<DatasetReading> parts) {

        /** All images that can be looked at, where some are known by ids of before. */
        public KnownUnion known(Set<ImageId> ids) {
            return new KnownUnion(parts.stream().map(DatasetReading::pool).toList(), ids);
        }
    }

    public DatasetUnion {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a union needs at least one data set");
        }
    }

    /** Locators with {@code +} between. @throws HualeException where one of them is none */
    public static DatasetUnion parse(String text) {
        return new DatasetUnion(
                PLUS.splitAsStream(text).map(DatasetLocator::parse).toList());
    }

    /** The same with paths that do not depend on where the program was started. */
    public DatasetUnion absolute() {
        return new DatasetUnion(parts.stream().map(DatasetLocator::absolute).toList());
    }

    /** @throws HualeException where a part cannot be read, or classes differ */
    public Reading read() {
        List<DatasetReading> readings = parts.stream().map(DatasetLocator::read).toList();
        return new Reading(
                joined(readings.stream().map(DatasetReading::dataset).toList()),
                joined(readings.stream().map(DatasetReading::pool).toList()),
                readings);
    }

    /** @throws HualeException where classes differ */
    static Dataset joined(List<Dataset> datasets) {
        return joined(datasets, haveIdInCommon(datasets));
    }

    /**
     * @param numbered whether ids get the numbers of their parts, without which no two images may have the same
     * @throws HualeException where classes differ
     */
    static Dataset joined(List<Dataset> datasets, boolean numbered) {
        if (datasets.size() == 1) {
            return datasets.get(0);
        }
        ClassNames classes = datasets.get(0).classes();
        for (Dataset dataset : datasets) {
            if (!dataset.classes().equals(classes)) {
                throw new HualeException("data sets that are joined must have the same classes in the same order; "
                        + datasets.get(0).name() + " has " + classes.names() + ", " + dataset.name() + " has "
                        + dataset.classes().names());
            }
        }
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < datasets.size(); i++) {
            for (ImageRecord image : datasets.get(i).images()) {
                images.add(numbered ? renamed(image, numbered(image.id(), i)) : image);
            }
        }
        return new Dataset(datasets.stream().map(Dataset::name).collect(Collectors.joining("+")), classes, images);
    }

    private static boolean haveIdInCommon(List<Dataset> datasets) {
        Set<ImageId> seen = new HashSet<>();
        return datasets.stream().flatMap(dataset -> dataset.images().stream()).anyMatch(image -> !seen.add(image.id()));
    }

    /** The id of an image of the part of a position, with its number. */
    static ImageId numbered(ImageId id, int part) {
        return new ImageId((part + 1) + "/" + id.value());
    }

    private static ImageRecord renamed(ImageRecord image, ImageId id) {
        return new ImageRecord(id, image.file(), image.size(), image.annotations());
    }

    @Override
    public String toString() {
        return parts.stream().map(DatasetLocator::toString).collect(Collectors.joining("+"));
    }
}
