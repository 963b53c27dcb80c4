package org.huale.dataset.yolo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * The rows of text files of detections, in the forms that trackers, segmenters and detectors of oriented boxes write as well:
 *
 * <ul>
 *   <li>{@code class cx cy w h confidence}, without the confidence, or with the number of a track behind it;
 *   <li>{@code class x1 y1 x2 y2 x3 y3 ... confidence}, an outline, whose bounds are taken, also without the confidence.
 * </ul>
 *
 * Whether the confidences are fractions, per cents or absent is decided for all rows together.
 */
final class PredictedRows {
    private static final int BOX = 5; // values of a box without confidence
    private static final int ORIENTED = 9; // of four corners without confidence
    private static final double OVERFLOW = 0.01; // as with labels

    private final String source;
    private final List<Row> rows = new ArrayList<>();
    private int outlines;
    private int tracked;
    private int keypointLength; // of all outlines but those of four corners, where it is the same; -1 where it differs

    /**
     * One detection.
     *
     * @param place for messages
     * @param number of the class, as written, at least 0
     * @param box in pixels
     * @param confidence as written; NaN where there is none
     */
    record Row(ImageRecord image, String place, long number, RawBox box, double confidence) {

        Row with(double other) {
            return new Row(image, place, number, box, other);
        }
    }

    /** @param source the folder, for messages */
    PredictedRows(String source) {
        this.source = source;
    }

    /** @throws HualeException where the line is of no such form */
    void add(String line, ImageRecord image, String place) {
        String[] values = YoloRow.values(line);
        try {
            long number = number(values[0]);
            RawBox box = values.length <= BOX + 2 ? box(values, image.size()) : outline(values, image.size());
            rows.add(new Row(image, place, number, box, confidence(values)));
        } catch (HualeException e) {
            throw new HualeException(place + ": " + e.getMessage(), e);
        }
    }

    private static long number(String text) {
        double value = YoloRow.number(text, "class");
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE - 1) {
            throw new HualeException(
                    "class must be a whole number of at least 0, got '" + YoloRow.shortened(text) + "'");
        }
        return (long) value;
    }

    private RawBox box(String[] row, ImageSize size) {
        if (row.length < BOX || (row.length == BOX + 2 && !isTrack(row[BOX + 1]))) {
            throw new HualeException(
                    "must have 6 values (class cx cy w h confidence), 5 without a confidence, 7 with the"
                            + " number of a track, or an outline of at least 4 points; got " + row.length);
        }
        tracked += row.length == BOX + 2 ? 1 : 0;
        double halfWidth = normalized(row[3], "w") / 2;
        double halfHeight = normalized(row[4], "h") / 2;
        double cx = normalized(row[1], "cx");
        double cy = normalized(row[2], "cy");
        return pixels(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight, size);
    }

    private static boolean isTrack(String text) {
        double value = YoloRow.number(text, "track");
        return value == Math.rint(value) && value >= 1;
    }

    private RawBox outline(String[] row, ImageSize size) {
        int points = (row.length - 1) / 2;
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int i = 0; i < points; i++) {
            xs[i] = normalized(row[2 * i + 1], "x");
            ys[i] = normalized(row[2 * i + 2], "y");
        }
        outlines++;
        if (points > 4) {
            keypointLength = keypointLength == 0 || keypointLength == row.length ? row.length : -1;
        } else {
            keypointLength = -1;
        }
        RawBox bounds = RawBox.around(xs, ys);
        return pixels(bounds.x1(), bounds.y1(), bounds.x2(), bounds.y2(), size);
    }

    private static RawBox pixels(double x1, double y1, double x2, double y2, ImageSize size) {
        return new RawBox(x1 * size.width(), y1 * size.height(), x2 * size.width(), y2 * size.height());
    }

    private static double normalized(String text, String name) {
        double value = YoloRow.number(text, name);
        if (!(value >= -OVERFLOW && value <= 1 + OVERFLOW)) {
            throw new HualeException(name + " must be in [0, 1], got " + YoloRow.shortened(text));
        }
        return value;
    }

    /** Behind a box it is the sixth value, behind an outline the last of an even number of values. */
    private static double confidence(String[] row) {
        if (row.length == BOX || (row.length >= ORIENTED && row.length % 2 == 1)) {
            return Double.NaN;
        }
        String text = row.length <= BOX + 2 ? row[BOX] : row[row.length - 1];
        double value = YoloRow.number(text, "confidence");
        if (!(value >= 0 && value <= 100)) {
            throw new HualeException(
                    "confidence must be in [0, 1], or in [0, 100] in all rows, got " + YoloRow.shortened(text));
        }
        return value;
    }

    /**
     * All rows, with confidences in [0, 1]; 1 where no row has any.
     *
     * @param notes takes what people should know of the way they were read
     * @throws HualeException where the rows as a whole can be read in two ways, or are no detections
     */
    List<Row> read(List<Problem> notes) {
        requireNoKeypoints();
        if (outlines > 0) {
            notes.add(Problem.note(source, outlines + " rows are outlines; their upright bounds were taken"));
        }
        if (tracked > 0) {
            notes.add(Problem.note(
                    source, tracked + " rows have the number of a track behind the confidence; passed over"));
        }
        double whole = whole(notes);
        return rows.stream()
                .map(row -> row.with(isWithoutConfidence() ? 1 : row.confidence() / whole))
                .toList();
    }

    /** True where there are rows and none has a confidence. */
    boolean isWithoutConfidence() {
        return !rows.isEmpty() && rows.stream().allMatch(row -> Double.isNaN(row.confidence()));
    }

    /** Outlines differ in their number of points; boxes with keypoints do not, and their numbers are other ones. */
    private void requireNoKeypoints() {
        if (keypointLength > 0) {
            throw new HualeException(source + ": all " + outlines + " rows of more than 7 values have " + keypointLength
                    + ", as boxes with keypoints have, and outlines of objects do not; leave the keypoints out");
        }
    }

    private double whole(List<Problem> notes) {
        double[] stated = rows.stream()
                .mapToDouble(Row::confidence)
                .filter(it -> !Double.isNaN(it))
                .toArray();
        if (stated.length == 0) {
            return 1;
        }
        requireAll(stated.length);
        long above = Arrays.stream(stated).filter(it -> it > 1).count();
        if (above == 0) {
            return 1;
        }
        if (above < stated.length) {
            throw new HualeException(source + ": " + above + " of " + stated.length + " confidences are above 1, as per"
                    + " cents are, and " + (stated.length - above) + " are not; write all of them as fractions");
        }
        notes.add(Problem.note(
                source, "all " + stated.length + " confidences are above 1; read as per cents, 100 for certain"));
        return 100;
    }

    private void requireAll(int stated) {
        Optional<Row> without =
                rows.stream().filter(row -> Double.isNaN(row.confidence())).findFirst();
        without.ifPresent(row -> {
            throw new HualeException(row.place() + ": has no confidence, as " + (rows.size() - stated) + " of "
                    + rows.size() + " rows; Ultralytics writes it with save_conf=True");
        });
    }
}
