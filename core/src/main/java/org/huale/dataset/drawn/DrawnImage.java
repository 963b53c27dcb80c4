package org.huale.dataset.drawn;

import java.util.List;

/**
 * An image as a tool's file states it.
 *
 * @param names by which it may be found, the surest first: paths, URLs or bare names
 * @param sides as stated
 * @param objects that were drawn, also those that have no box, in file order
 * @param progress what the file says of the work on it
 * @param where file and place, for messages
 */
public record DrawnImage(List<String> names, Sides sides, List<DrawnObject> objects, Progress progress, String where) {

    /** Width and height as stated, unchecked; NaN or 0 where they are not. */
    public record Sides(double width, double height) {
        public static final Sides UNKNOWN = new Sides(Double.NaN, Double.NaN);

        boolean areStated() {
            return !(Double.isNaN(width) || Double.isNaN(height) || width == 0 || height == 0);
        }
    }

    /** How far the work on an image is, by what its file says. */
    public enum Progress {
        /** Finished; without objects in it, there are none. */
        DONE,
        /** Finished where objects are stated; without any, it may be that nobody has looked yet. */
        DONE_WITH_OBJECTS,
        /** Nobody has annotated it. */
        UNTOUCHED
    }

    public DrawnImage {
        names = List.copyOf(names);
        objects = List.copyOf(objects);
    }

    /** Whether nothing tells it from an image that is yet to be annotated. */
    boolean isUnclear() {
        return progress == Progress.DONE_WITH_OBJECTS && objects.isEmpty();
    }

    String name() {
        return names.get(0);
    }
}
