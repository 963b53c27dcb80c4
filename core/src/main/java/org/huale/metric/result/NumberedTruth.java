package org.huale.metric.result;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.coco.CocoFormat;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.metric.GroundTruthTable;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;

/**
 * True objects, and the numbers by which COCO files speak of their images and classes. Ties between images are broken by
 * number, as pycocotools does.
 */
public final class NumberedTruth {
    private final GroundTruthTable table;
    private final CocoNumbering numbering;
    private final long[] imageNumbers;
    private final ImageIdentity identity;
    private final Optional<DatasetReading> reading;

    private NumberedTruth(
            GroundTruthTable table, CocoNumbering numbering, ImageIdentity identity, Optional<DatasetReading> reading) {
        this.reading = reading;
        this.table = table;
        this.numbering = numbering;
        this.imageNumbers =
                table.images().stream().mapToLong(numbering::imageNumber).toArray();
        this.identity = identity;
    }

    /**
     * Of images that only have names and numbers.
     *
     * @param table its images in the order of their numbers
     */
    static NumberedTruth of(GroundTruthTable table, CocoNumbering numbering) {
        return new NumberedTruth(table, numbering, ImageIdentity.of(table.images(), numbering), Optional.empty());
    }

    /**
     * The true objects that a data set's name on the command line stands for. A COCO file is taken by its letter, see
     * {@link CocoTruthReader}, unless options ask for something else than its letter; other formats are read as data sets,
     * whose images need not be there.
     */
    public static NumberedTruth read(DatasetLocator locator) {
        return InputFault.reading(locator.toString(), () -> ofFile(locator));
    }

    private static NumberedTruth ofFile(DatasetLocator locator) {
        return locator.format() instanceof CocoFormat && locator.options().isNone()
                ? CocoTruthReader.read(locator)
                : of(locator.readWithoutImages());
    }

    /** The objects of a data set that was read, numbered as its reading says. */
    public static NumberedTruth of(DatasetReading reading) {
        CocoNumbering numbering = reading.numbering();
        GroundTruthTable table =
                GroundTruthTable.of(reading.dataset(), Comparator.comparingLong(numbering::imageNumber));
        return new NumberedTruth(table, numbering, ImageIdentity.of(reading.pool(), numbering), Optional.of(reading));
    }

    public GroundTruthTable table() {
        return table;
    }

    /** What became of all annotations; empty for a COCO file, which is taken by its letter. */
    public Optional<AnnotationAccount> account() {
        return reading.map(DatasetReading::account);
    }

    /** What was noticed as the data set was read; none for a COCO file, which is taken by its letter. */
    public List<Problem> problems() {
        return reading.map(DatasetReading::problems).orElse(List.of());
    }

    /** Negative where there is no such image. */
    int imageIndex(long number) {
        return Arrays.binarySearch(imageNumbers, number);
    }

    /** Negative where there is no such class. */
    int classIndex(long category) {
        return numbering.classIndex(category).orElse(-1);
    }

    /**
     * Positions in the table of the images that the references of a file mean; negative for images of the data set of which
     * nobody knows what is in them.
     */
    int[] imageIndices(ImageIdentity.Resolution resolution) {
        return resolution.images().stream()
                .mapToInt(image -> imageIndex(numbering.imageNumber(image)))
                .toArray();
    }

    ImageIdentity identity() {
        return identity;
    }

    ClassIdentity classIdentity() {
        return new ClassIdentity(table.classes(), numbering);
    }
}
