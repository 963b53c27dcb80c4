package org.huale.render;

import java.util.List;

/**
 * What a run of frames shows.
 *
 * @param groundDriftX how far the ground moves in a frame, in pixels
 * @param things farthest first
 * @param light factor of brightness at the left edge and, as {@code lightRight}, at the right one
 * @param grain strongest change of a pixel's brightness by noise, 0 to 255
 */
record Scene(
        Paint ground,
        double groundDriftX,
        double groundDriftY,
        List<Thing> things,
        double light,
        double lightRight,
        int grain) {}
