package org.huale.render;

/** Light in three channels, 0 to 255, beyond that clipped when it is drawn. */
record Colour(double red, double green, double blue) {

    /** From hue (any number, 1 is a full turn), saturation and value in [0, 1]. */
    static Colour ofHsv(double hue, double saturation, double value) {
        return new Colour(
                channel(hue + 1.0 / 3, saturation, value),
                channel(hue, saturation, value),
                channel(hue - 1.0 / 3, saturation, value));
    }

    private static double channel(double hue, double saturation, double value) {
        double sixth = 6 * (hue - Math.floor(hue));
        double strength = Math.max(0, Math.min(1, Math.min(sixth, 4 - sixth)));
        return 255 * value * (1 - saturation * (1 - strength));
    }

    Colour mixed(Colour other, double share) {
        return new Colour(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }

    Colour times(double factor) {
        return new Colour(factor * red, factor * green, factor * blue);
    }

    /** Brightness as seen, 0 to 255 (BT.601). */
    double luma() {
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    }
}
