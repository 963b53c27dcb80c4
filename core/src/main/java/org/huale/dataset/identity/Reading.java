package org.huale.dataset.identity;

/** A way to understand all the references of a file. */
public enum Reading {
    /** Numbers are those of the data set: a COCO file's own, or else positions counted from 1. */
    NUMBERS("by number in the data set"),
    /** A number is the file name without extension, read as one: 1 is {@code 000001.jpg}. */
    STEM_NUMBERS("by the number that the file name is"),
    /** A text is a path, a file name, or either without extension. */
    NAMES("by name");

    private final String words;

    Reading(String words) {
        this.words = words;
    }

    /** For messages: {@code by name}. */
    public String words() {
        return words;
    }
}
