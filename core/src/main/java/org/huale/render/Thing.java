package org.huale.render;

/**
 * Something that stands before the ground.
 *
 * @param classIndex of an object; {@link #CLUTTER} for what is none
 */
record Thing(int classIndex, Outline outline, Placement placement, Paint paint) {
    static final int CLUTTER = -1;

    boolean isObject() {
        return classIndex != CLUTTER;
    }
}
