package org.huale.render;

import java.util.function.IntToDoubleFunction;

/** A polygon whose corners lie around the centre at equal angles; {@code corners} holds x and y in turn. */
record Polygon(double[] corners) implements Outline {

    static Polygon around(int count, IntToDoubleFunction radius) {
        double[] corners = new double[2 * count];
        for (int i = 0; i < count; i++) {
            Turn turn = Turn.of((double) i / count);
            corners[2 * i] = radius.applyAsDouble(i) * turn.sin();
            corners[2 * i + 1] = -radius.applyAsDouble(i) * turn.cos();
        }
        return new Polygon(corners);
    }

    /** Counts the edges that a ray to the right crosses. */
    @Override
    public boolean contains(double u, double v) {
        boolean inside = false;
        int last = corners.length - 2;
        for (int i = 0; i < corners.length; i += 2) {
            boolean crosses = corners[i + 1] > v != corners[last + 1] > v;
            if (crosses && u < crossing(i, last, v)) {
                inside = !inside;
            }
            last = i;
        }
        return inside;
    }

    private double crossing(int from, int to, double v) {
        double share = (v - corners[from + 1]) / (corners[to + 1] - corners[from + 1]);
        return corners[from] + share * (corners[to] - corners[from]);
    }
}
