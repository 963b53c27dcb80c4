package org.huale.dataset.identity;

import java.util.OptionalLong;
import org.huale.dataset.file.IdNumbers;

/**
 * What an entry of a file calls its image or its class: a number or a text.
 *
 * @param number empty for a text
 * @param text as written; of a number, its digits
 * @param fileName that the entry states for its image beside it; empty where it states none
 */
public record Reference(OptionalLong number, String text, String fileName) {

    public static Reference of(long number) {
        return new Reference(OptionalLong.of(number), Long.toString(number), "");
    }

    public static Reference of(String text) {
        return new Reference(OptionalLong.empty(), text, "");
    }

    /** With the file name of the image. */
    public Reference withFileName(String name) {
        return new Reference(number, text, name);
    }

    boolean hasFileName() {
        return !fileName.isBlank();
    }

    /** The number, also where a text is nothing but one, without zeros before it. */
    public OptionalLong anyNumber() {
        return number.isPresent() ? number : IdNumbers.plain(text);
    }

    /** As it stands in a JSON file. */
    @Override
    public String toString() {
        if (hasFileName()) {
            return '"' + fileName + '"';
        }
        return number.isPresent() ? text : '"' + text + '"';
    }
}
