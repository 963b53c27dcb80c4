package org.huale.dataset.identity;

/** A way to understand all the references to classes of a file. */
public enum ClassReading {
    /** Numbers are those of the data set: a COCO file's own, or else positions counted from 1. */
    NUMBERS("by the data set's numbers"),
    /** Numbers are positions in the data set's list of classes, counted from 1. */
    FROM_ONE("by position, counted from 1"),
    /** Numbers are positions in the data set's list of classes, counted from 0. */
    FROM_ZERO("by position, counted from 0"),
    /** Texts are names. */
    NAMES("by name");

    private final String words;

    ClassReading(String words) {
        this.words = words;
    }

    /** For messages: {@code by name}. */
    public String words() {
        return words;
    }
}
