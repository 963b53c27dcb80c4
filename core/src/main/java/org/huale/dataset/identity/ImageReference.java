package org.huale.dataset.identity;

import java.util.OptionalLong;

/**
 * What an entry of a file calls its image: a number or a text.
 *
 * @param number empty for a text
 * @param text as written; of a number, its digits
 */
public record ImageReference(OptionalLong number, String text) {

    public static ImageReference of(long number) {
        return new ImageReference(OptionalLong.of(number), Long.toString(number));
    }

    public static ImageReference of(String text) {
        return new ImageReference(OptionalLong.empty(), text);
    }

    /** The number, also where a text is nothing but one, without leading zeros. */
    OptionalLong anyNumber() {
        if (number.isPresent()) {
            return number;
        }
        OptionalLong parsed = Numerals.parse(text);
        return parsed.isPresent() && Long.toString(parsed.getAsLong()).equals(text) ? parsed : OptionalLong.empty();
    }

    /** As it stands in a JSON file. */
    @Override
    public String toString() {
        return number.isPresent() ? text : '"' + text + '"';
    }
}
