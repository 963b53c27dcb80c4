package org.huale.dataset.identity;

/** A way to understand all the references to images of a file. */
public enum Reading {
    /** Every entry states the name of its image's file. */
    FILE_NAMES("by file_name"),
    /** Numbers are those that the data set's own file states. */
    NUMBERS("by the numbers that the data set states"),
    /** Numbers are positions in the data set, counted from 1, as nobody stated others. */
    POSITIONS("by position in the data set, counted from 1"),
    /** Numbers are places in the list that a program was handed, counted from 1; texts are names, also where they are digits. */
    HANDED("by the numbers that were handed out, from 1, or by name"),
    /** A number is the file name without extension, read as one: 1 is {@code 000001.jpg}. */
    STEM_NUMBERS("by the number that the file name is"),
    /** A text is a path or the end of one, or a file name, with or without extension. */
    NAMES("by name"),
    /** A text is a file name in a folder where the data set has other folders, or with another extension. */
    BASE_NAMES("by file name alone, whatever its folder and extension");

    private final String words;

    Reading(String words) {
        this.words = words;
    }

    /** For messages: {@code by name}. */
    public String words() {
        return words;
    }

    /** Whether nothing in the data set says that the reading is meant, so that people should hear of it. */
    boolean isGuess() {
        return this == POSITIONS || this == STEM_NUMBERS || this == BASE_NAMES;
    }
}
