package org.huale.dataset.option;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How options stand in the text of a data set's name: {@code PATH?key=value&key=value}. Options begin at the first question
 * mark that a word and {@code =} follow; a doubled one belongs to the path. In a value, {@code %2C} stands for a comma and
 * so on for every byte.
 */
public final class OptionText {
    private static final Pattern KEY = Pattern.compile("[A-Za-z]+=");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String RESERVED = "%&,:+?*";

    private OptionText() {}

    /** Where the options of a name begin, at their question mark; negative where it has none. */
    public static int begin(String text) {
        Matcher key = KEY.matcher(text);
        for (int i = text.indexOf('?'); i >= 0; i = text.indexOf('?', i + 1)) {
            if (text.startsWith("??", i)) {
                i++;
            } else if (key.region(i + 1, text.length()).lookingAt()) {
                return i;
            }
        }
        return -1;
    }

    /** The path that a text before options stands for. */
    public static String path(String quoted) {
        return quoted.replace("??", "?");
    }

    /** The text that stands for a path before options. */
    public static String quoted(String path) {
        return path.replace("?", "??");
    }

    /** A part of a value as it was meant. */
    static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(text);
        int at = 0;
        while (escape.find()) {
            bytes.writeBytes(text.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(escape.group(1), 16));
            at = escape.end();
        }
        bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text that stands for a part of a value, even at its beginning. */
    public static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean reserved = RESERVED.indexOf(c) >= 0 || (c == '-' && i == 0);
            encoded.append(reserved ? "%" + Integer.toHexString(c).toUpperCase(Locale.ROOT) : "" + c);
        }
        return encoded.toString();
    }
}
