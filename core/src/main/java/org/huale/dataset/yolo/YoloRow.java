package org.huale.dataset.yolo;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;

/** A line of a YOLO text file, cut into its values. */
final class YoloRow {
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

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
