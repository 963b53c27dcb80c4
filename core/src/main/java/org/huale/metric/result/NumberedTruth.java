package org.huale.metric.result;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.coco.CocoFormat;
import org.huale.metric.GroundTruthTable;

/**
 * True objects, and the numbers by which COCO files speak of their images and classes. Ties between images are broken by
 * number, as pycocotools does.
 */
public final class NumberedTruth {
    private final GroundTruthTable table;
    private final long[] imageNumbers;
    private final Map<Long, Integer> classOfCategory;

    /**
     * @param imageNumbers of the table's images, ascending
     * @param classOfCategory the table's classes by their category ids
     */
    NumberedTruth(GroundTruthTable table, long[] imageNumbers, Map<Long, Integer> classOfCategory) {
        this.table = table;
        this.imageNumbers = imageNumbers.clone();
        this.classOfCategory = Map.copyOf(classOfCategory);
    }

    /**
     * The true objects that a data set's name on the command line stands for. A COCO file is taken by its letter, see
     * {@link CocoTruthReader}, unless options ask for something else than its letter; other formats are read as data sets,
     * whose images need not be there.
     */
    public static NumberedTruth read(DatasetLocator locator) {
        return locator.format() instanceof CocoFormat && locator.options().isNone()
                ? CocoTruthReader.read(locator)
                : of(locator.readWithoutImages());
    }

    /** The objects of a data set that was read, numbered as its reading says. */
    public static NumberedTruth of(DatasetReading reading) {
        CocoNumbering numbering = reading.numbering();
        GroundTruthTable table =
                GroundTruthTable.of(reading.dataset(), Comparator.comparingLong(numbering::imageNumber));
        return new NumberedTruth(
                table,
                table.images().stream().mapToLong(numbering::imageNumber).toArray(),
                numbering.classesByCategory());
    }

    public GroundTruthTable table() {
        return table;
    }

    /** Negative where there is no such image. */
    int imageIndex(long number) {
        return Arrays.binarySearch(imageNumbers, number);
    }

    /** Negative where there is no such class. */
    int classIndex(long category) {
        return classOfCategory.getOrDefault(category, -1);
    }

    /** Positions of the images by their ids, and by these without folder and extension where that is unique. */
    Map<String, Integer> imageIndexByName() {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < table.images().size(); i++) {
            byName.merge(stem(table.images().get(i)), i, (a, b) -> -1);
        }
        for (int i = 0; i < table.images().size(); i++) {
            byName.put(table.images().get(i).value(), i);
        }
        return byName;
    }

    private static String stem(ImageId id) {
        String name = id.value().substring(id.value().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
