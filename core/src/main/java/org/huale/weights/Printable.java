package org.huale.weights;

/** Words from a file, made fit for a message of one line: no control characters, not endless. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    static String of(Object words) {
        String text = isPlain(words) ? words.toString() : "of another kind";
        String clipped = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return clipped.replaceAll("\\p{Cntrl}", "?");
    }

    /** Not a container, whose text may have no end: a pickle can put one into itself, or double one a hundred times. */
    private static boolean isPlain(Object words) {
        return words instanceof CharSequence || words instanceof Number || words instanceof Boolean;
    }
}
