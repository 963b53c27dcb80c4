package org.huale.render;

/**
 * Where a form stands in the first frame, and how it moves.
 *
 * @param x centre in pixels
 * @param y centre in pixels
 * @param radius of the unit disc in pixels
 * @param driftX pixels a frame
 * @param driftY pixels a frame
 */
record Placement(double x, double y, double radius, Turn turn, double driftX, double driftY) {

    Placement after(int frames) {
        return new Placement(x + frames * driftX, y + frames * driftY, radius, turn, driftX, driftY);
    }

    boolean covers(Outline outline, double pixelX, double pixelY) {
        double dx = (pixelX - x) / radius;
        double dy = (pixelY - y) / radius;
        return outline.contains(turn.across(dx, dy), turn.down(dx, dy));
    }
}
