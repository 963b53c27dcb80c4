package org.huale.image.draw;

import java.util.List;

/** Colours that are told apart on photographs: twelve chosen ones, darker each time round. */
final class MarkColours {
    private static final List<Integer> CHOSEN = List.of(
            0xFF3B30, 0x34C759, 0x2F7BFF, 0xFFCC00, 0xBF5AF2, 0x00D5D5, 0xFF8C1A, 0xFF5CA8, 0xB6F000, 0x8A6B4F,
            0x9FB4FF, 0xF5F5F5);

    private MarkColours() {}

    /** Red, green and blue in the lower 24 bits. */
    static int of(int colour) {
        int base = CHOSEN.get(colour % CHOSEN.size());
        int strength = 4 - Math.min(2, colour / CHOSEN.size()); // in quarters
        return scaled(base, 16, strength) | scaled(base, 8, strength) | scaled(base, 0, strength);
    }

    /** Black or white, whichever is read better on a colour (luma of BT.601). */
    static int inkOn(int rgb) {
        int luma = 299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF);
        return luma > 128_000 ? 0x000000 : 0xFFFFFF;
    }

    private static int scaled(int rgb, int shift, int quarters) {
        return ((rgb >> shift & 0xFF) * quarters / 4) << shift;
    }
}
