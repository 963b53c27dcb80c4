package org.huale.render;

/**
 * A patterned surface.
 *
 * @param period length of the pattern in pixels
 * @param turn of the pattern
 */
record Paint(Pattern pattern, Colour first, Colour second, double period, Turn turn, long seed) {

    Colour at(double x, double y) {
        double share = pattern.share(turn.across(x, y) / period, turn.down(x, y) / period, seed);
        return first.mixed(second, share);
    }
}
