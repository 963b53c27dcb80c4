package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.TextLines;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * A row of a text file of detections, in one of the forms that trackers, segmenters and detectors of oriented boxes write as well:
 *
 * <ul>
 *   <li>{@code class cx cy w h confidence}, without the confidence, or with the number of a track behind it;
 *   <li>{@code class x1 y1 x2 y2 x3 y3 ... confidence}, an outline, whose bounds are taken, also without the confidence.
 * </ul>
 *
 * @param values how many it has
 * @param number of the class, as written, at least 0
 * @param box in pixels
 * @param confidence as written; NaN where there is none
 */
record PredictedRow(int values, long number, RawBox box, double confidence) {

    /** Takes one row after the other. */
    @FunctionalInterface
    interface Sink {
        /** @param place of the row, for messages; made when it is asked for, as there may be many millions */
        void take(PredictedRow row, Supplier<String> place);
    }

    /**
     * Hands over the rows of a file.
     *
     * @param size of its image
     * @throws HualeException where a line is of no such form, with the place
     */
    static void forEach(Path file, ImageSize size, Sink sink) {
        List<String> lines = TextLines.of(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int number = i + 1;
            if (!line.isEmpty()) {
                Supplier<String> place = () -> file + ": line " + number;
                sink.take(of(line, size, place), place);
            }
        }
    }

    private static PredictedRow of(String line, ImageSize size, Supplier<String> place) {
        try {
            String[] values = YoloRow.values(line);
            long number = number(values[0]);
            RawBox box = values.length <= YoloRow.BOX + 2 ? box(values, size) : YoloRow.bounds(values, size);
            return new PredictedRow(values.length, number, box, confidence(values));
        } catch (HualeException e) {
            throw new HualeException(place.get() + ": " + e.getMessage(), e);
        }
    }

    boolean hasConfidence() {
        return !Double.isNaN(confidence);
    }

    boolean isTracked() {
        return values == YoloRow.BOX + 2;
    }

    boolean isOutline() {
        return values > YoloRow.BOX + 2;
    }

    /** Of an outline. */
    int points() {
        return (values - 1) / 2;
    }

    private static long number(String text) {
        double value = YoloRow.number(text, "class");
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE - 1) {
            throw new HualeException(
                    "class must be a whole number of at least 0, got '" + YoloRow.shortened(text) + "'");
        }
        return (long) value;
    }

    private static RawBox box(String[] row, ImageSize size) {
        if (row.length < YoloRow.BOX || (row.length == YoloRow.BOX + 2 && !isTrack(row[YoloRow.BOX + 1]))) {
            throw new HualeException(
                    "must have 6 values (class cx cy w h confidence), 5 without a confidence, 7 with the"
                            + " number of a track, or an outline of at least 4 points; got " + row.length);
        }
        double halfWidth = YoloRow.normalized(row[3], "w") / 2;
        double halfHeight = YoloRow.normalized(row[4], "h") / 2;
        double cx = YoloRow.normalized(row[1], "cx");
        double cy = YoloRow.normalized(row[2], "cy");
        return YoloRow.pixels(new RawBox(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight), size);
    }

    private static boolean isTrack(String text) {
        double value = YoloRow.number(text, "track");
        return value == Math.rint(value) && value >= 1;
    }

    /** Behind a box it is the sixth value, behind an outline the last of an even number of values. */
    private static double confidence(String[] row) {
        if (row.length == YoloRow.BOX || (row.length >= YoloRow.ORIENTED && row.length % 2 == 1)) {
            return Double.NaN;
        }
        String text = row.length <= YoloRow.BOX + 2 ? row[YoloRow.BOX] : row[row.length - 1];
        double value = YoloRow.number(text, "confidence");
        if (!(value >= 0 && value <= 100)) {
            throw new HualeException(
                    "confidence must be in [0, 1], or in [0, 100] in all rows, got " + YoloRow.shortened(text));
        }
        return value;
    }
}
