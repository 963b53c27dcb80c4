package org.huale.dataset.yolo;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.huale.dataset.identity.Reference;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of text files of detections say together: which classes there are, and whether the confidences are fractions, per
 * cents or absent. The rows themselves are not kept.
 */
final class PredictedRows {
    private final String source;
    private final References classes = new References();
    private long outlines;
    private long tracked;
    private int keypointLength; // of all outlines but those of four corners, where it is the same; -1 where it differs
    private long stated; // confidences
    private long above; // of these, those above 1
    private @Nullable String bare; // the place of the first row without a confidence

    /** @param source the folder, for messages */
    PredictedRows(String source) {
        this.source = source;
    }

    void add(PredictedRow row, Supplier<String> place) {
        classes.add(Reference.of(row.number()), place);
        tracked += row.isTracked() ? 1 : 0;
        if (row.isOutline()) {
            addOutline(row);
        }
        if (row.hasConfidence()) {
            stated++;
            above += row.confidence() > 1 ? 1 : 0;
        } else if (bare == null) {
            bare = place.get();
        }
    }

    private void addOutline(PredictedRow row) {
        outlines++;
        if (row.points() > 4) {
            keypointLength = keypointLength == 0 || keypointLength == row.values() ? row.values() : -1;
        } else {
            keypointLength = -1;
        }
    }

    /** How many there are. */
    long count() {
        return classes.entries();
    }

    /** Their classes as they are written. */
    References classes() {
        return classes;
    }

    /** True where there are rows and none has a confidence. */
    boolean isWithoutConfidence() {
        return count() > 0 && stated == 0;
    }

    /**
     * What a confidence as written is in [0, 1]; 1 where no row has any.
     *
     * @param notes takes what people should know of the way the rows are read
     * @throws HualeException where the rows as a whole can be read in two ways, or are no detections
     */
    DoubleUnaryOperator confidences(List<Problem> notes) {
        requireNoKeypoints();
        if (outlines > 0) {
            notes.add(Problem.note(source, outlines + " rows are outlines; their upright bounds were taken"));
        }
        if (tracked > 0) {
            notes.add(Problem.note(
                    source, tracked + " rows have the number of a track behind the confidence; passed over"));
        }
        double whole = whole(notes);
        return isWithoutConfidence() ? written -> 1 : written -> written / whole;
    }

    /** Outlines differ in their number of points; boxes with keypoints do not, and their numbers are other ones. */
    private void requireNoKeypoints() {
        if (keypointLength > 0) {
            throw new HualeException(source + ": all " + outlines + " rows of more than 7 values have " + keypointLength
                    + ", as boxes with keypoints have, and outlines of objects do not; leave the keypoints out");
        }
    }

    private double whole(List<Problem> notes) {
        if (stated == 0) {
            return 1;
        }
        requireAll();
        if (above == 0) {
            return 1;
        }
        if (above < stated) {
            throw new HualeException(source + ": " + above + " of " + stated + " confidences are above 1, as per"
                    + " cents are, and " + (stated - above) + " are not; write all of them as fractions");
        }
        notes.add(
                Problem.note(source, "all " + stated + " confidences are above 1; read as per cents, 100 for certain"));
        return 100;
    }

    private void requireAll() {
        if (bare != null) {
            throw new HualeException(bare + ": has no confidence, as " + (count() - stated) + " of " + count()
                    + " rows; Ultralytics writes it with save_conf=True");
        }
    }
}
