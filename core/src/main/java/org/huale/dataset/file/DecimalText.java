package org.huale.dataset.file;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as text, which programs of different countries write with a point or a comma: {@code 0.5} and {@code 0,5}. */
public final class DecimalText {
    private static final Pattern WITH_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

    private DecimalText() {}

    /** Empty where the text is no number; {@code NaN} and {@code Infinity} are numbers that are not finite. */
    public static OptionalDouble parse(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(hasComma(text) ? text.replace(',', '.') : text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Whole numbers as such, others with a point and all their digits. */
    public static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    /** Whether a comma stands for the point. */
    public static boolean hasComma(String text) {
        return WITH_COMMA.matcher(text).matches();
    }
}
