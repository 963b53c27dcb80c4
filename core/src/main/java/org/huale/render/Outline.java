package org.huale.render;

/** A form within the unit disc. */
@FunctionalInterface
interface Outline {
    boolean contains(double u, double v);
}
