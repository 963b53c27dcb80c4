package org.huale.dataset.yolo;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/** A line of a YOLO text file, cut into its values: a class, and numbers that are normalized by the sides of the image. */
final class YoloRow {
    /** Values of {@code class cx cy w h}. */
    static final int BOX = 5;

    /** Values of a class and four corners, as of an oriented box. */
    static final int ORIENTED = 9;

    /** Values a little past the border are boxes to clip; anything further is not a normalized value. */
    private static final double OVERFLOW = 0.01;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*|\\s+");
    private static final Pattern WITH_COMMA = Pattern.compile("-?\\d+,\\d+");

    private YoloRow() {}

    /** The values of a stripped line, which has any. */
    static String[] values(String line) {
        return hasDecimalCommas(line)
                ? BLANKS.split(line.replace(',', '.'))
                : COMMAS.split(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
    }

    /** {@code 0 0,5 0,5 0,25 1}: blanks between the values, which have commas for points. */
    static boolean hasDecimalCommas(String line) {
        String[] words = BLANKS.split(line);
        return words.length >= 5
                && Arrays.stream(words)
                        .anyMatch(word -> WITH_COMMA.matcher(word).matches())
                && Arrays.stream(words)
                        .allMatch(word -> word.indexOf(',') < 0
                                || WITH_COMMA.matcher(word).matches());
    }

    static double number(String text, String name) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new HualeException(name + " must be a number, got '" + shortened(text) + "'", e);
        }
    }

    /** A number that can be normalized. */
    static double normalized(String text, String name) {
        double value = number(text, name);
        requireNormalized(value, text, name);
        return value;
    }

    static void requireNormalized(double value, String text, String name) {
        if (!(value >= -OVERFLOW && value <= 1 + OVERFLOW)) {
            throw new HualeException(name + " must be in [0, 1], got " + shortened(text));
        }
    }

    /** The bounds of {@code class x1 y1 x2 y2 ...} in pixels; a last value that makes no pair is none of a point. */
    static RawBox bounds(String[] row, ImageSize size) {
        double[] xs = new double[(row.length - 1) / 2];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = normalized(row[2 * i + 1], "x");
            ys[i] = normalized(row[2 * i + 2], "y");
        }
        return pixels(RawBox.around(xs, ys), size);
    }

    static RawBox pixels(RawBox normalized, ImageSize size) {
        return new RawBox(
                normalized.x1() * size.width(),
                normalized.y1() * size.height(),
                normalized.x2() * size.width(),
                normalized.y2() * size.height());
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
