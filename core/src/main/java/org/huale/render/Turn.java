package org.huale.render;

/** A rotation. */
record Turn(double cos, double sin) {

    /** By a share of a full turn. */
    static Turn of(double share) {
        double angle = 2 * StrictMath.PI * share;
        return new Turn(StrictMath.cos(angle), StrictMath.sin(angle));
    }

    double across(double x, double y) {
        return cos * x + sin * y;
    }

    double down(double x, double y) {
        return cos * y - sin * x;
    }
}
