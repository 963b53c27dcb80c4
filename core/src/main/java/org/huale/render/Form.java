package org.huale.render;

import java.util.Locale;

/** The classes of object, most frequent first. Their form is what tells them apart; colours only hint at it. */
enum Form implements Outline {
    DISC((u, v) -> u * u + v * v <= 1),
    SQUARE((u, v) -> Math.max(Math.abs(u), Math.abs(v)) <= 0.8),
    TRIANGLE(Polygon.around(3, i -> 1)),
    RING((u, v) -> u * u + v * v <= 1 && u * u + v * v >= 0.3),
    CROSS((u, v) -> Math.min(Math.abs(u), Math.abs(v)) <= 0.28 && Math.max(Math.abs(u), Math.abs(v)) <= 0.95),
    HEXAGON(Polygon.around(6, i -> 1)),
    STAR(Polygon.around(10, i -> i % 2 == 0 ? 1 : 0.42)),
    CRESCENT((u, v) -> u * u + v * v <= 1 && (u - 0.45) * (u - 0.45) + v * v >= 0.6);

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Outline outline;

    Form(Outline outline) {
        this.outline = outline;
    }

    @Override
    public boolean contains(double u, double v) {
        return outline.contains(u, v);
    }

    String className() {
        return name().toLowerCase(Locale.ROOT);
    }
}
