package org.huale.problem;

/**
 * Something found wrong in a data set, and where.
 *
 * @param severity whether the data can still be used
 * @param where the file, relative to the data set's folder where possible, and the place in it
 *     ({@code Annotations/000005.xml: object 2})
 * @param what what was wrong, the value and what is allowed ({@code xmax 120 < xmin 340; dropped})
 */
public record Problem(Severity severity, String where, String what) {

    /** How bad a problem is. */
    public enum Severity {
        /** Worth knowing; the data are used as they are. */
        NOTE,
        /** Mended while reading: clipped, dropped, renamed; what was done is said. */
        MENDED,
        /** The image or file cannot be used. */
        UNUSABLE
    }

    public static Problem note(String where, String what) {
        return new Problem(Severity.NOTE, where, what);
    }

    public static Problem mended(String where, String what) {
        return new Problem(Severity.MENDED, where, what);
    }

    public static Problem unusable(String where, String what) {
        return new Problem(Severity.UNUSABLE, where, what);
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
