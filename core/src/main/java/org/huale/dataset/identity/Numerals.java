package org.huale.dataset.identity;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that are whole numbers. */
final class Numerals {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}"); // 18 digits fit into a long
    private static final Pattern PLAIN = Pattern.compile("(0|-?[1-9]\\d{0,17})(\\.0+)?");

    private Numerals() {}

    /** The number that a text of up to 18 digits is, zeros before it allowed; empty for other texts. */
    static OptionalLong parse(String text) {
        return DIGITS.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The whole number that a program wrote as text, {@code 17} or {@code 17.0}; empty for other texts. */
    static OptionalLong plain(String text) {
        Matcher matcher = PLAIN.matcher(text);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
