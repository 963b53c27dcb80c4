package org.huale.dataset.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;

/** A way to understand all the references to classes of a file. */
public enum ClassReading {
    /** Numbers are those of the data set: a COCO file's own, or else positions counted from 1. */
    NUMBERS("own", "by the data set's numbers"),
    /** Numbers are positions in the data set's list of classes, counted from 1. */
    FROM_ONE("from-1", "by position, counted from 1"),
    /** Numbers are positions in the data set's list of classes, counted from 0. */
    FROM_ZERO("from-0", "by position, counted from 0"),
    /** Texts are names. */
    NAMES("names", "by name");

    /** The option by which users name one. */
    public static final String OPTION = "--category-ids";

    private final String word;
    private final String words;

    ClassReading(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /**
     * By the word that users write.
     *
     * @throws HualeException naming the words that are allowed
     */
    public static ClassReading named(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new HualeException(OPTION + ": must be "
                        + Arrays.stream(values()).map(ClassReading::word).collect(Collectors.joining(", "))
                        + ", got '" + word + "'"));
    }

    /** As users write it. */
    public String word() {
        return word;
    }

    /** For messages: {@code by name}. */
    public String words() {
        return words;
    }
}
