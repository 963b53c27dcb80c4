package org.huale.weights;

/** Words from a file, made fit for a message of one line: no control characters, not endless. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    static String of(Object words) {
        String text = words.toString();
        String clipped = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return clipped.replaceAll("\\p{Cntrl}", "?");
    }
}
