package org.huale.dataset.identity;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Texts that are whole numbers. */
final class Numerals {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}"); // 18 digits fit into a long

    private Numerals() {}

    /** The number that a text of up to 18 digits is, zeros before it allowed; empty for other texts. */
    static OptionalLong parse(String text) {
        return DIGITS.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
