package org.huale.dataset.drawn;

/**
 * An object as a tool's file states it, or a shape that has no box.
 *
 * @param label name of its class
 * @param outline of which the frame becomes its box
 * @param marks of it
 * @param where file and place, for messages
 */
public record DrawnObject(String label, Outline outline, Marks marks, String where) {

    /** What data sets know of an object besides box and class. */
    public record Marks(boolean difficult, boolean crowd) {
        public static final Marks NONE = new Marks(false, false);
    }

    /** @param why it has no box, in words to follow a place */
    public static DrawnObject withoutBox(String why, String where) {
        return new DrawnObject("", new Outline.Missing(why), where);
    }

    boolean hasBox() {
        return outline.fault().isEmpty();
    }

    /** Without marks. */
    public DrawnObject(String label, Outline outline, String where) {
        this(label, outline, Marks.NONE, where);
    }
}
