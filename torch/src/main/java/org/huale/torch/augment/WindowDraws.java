package org.huale.torch.augment;

import java.util.random.RandomGenerator;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;

/** Windows drawn at random. */
final class WindowDraws {

    private WindowDraws() {}

    /** Whether what has this probability is done; nothing is drawn for what is never done. */
    static boolean happens(double probability, RandomGenerator random) {
        return probability != 0 && random.nextDouble() < probability;
    }

    /** A window with sides so many times as wide and as high; along an axis the shorter side lies anywhere in the longer. */
    static Window resized(Window window, double wide, double high, RandomGenerator random) {
        ImageSize size = new ImageSize(
                scaled(window.size().width(), wide), scaled(window.size().height(), high));
        return new Window(
                window.x() + shift(window.size().width(), size.width(), random),
                window.y() + shift(window.size().height(), size.height(), random),
                size);
    }

    /** The length of a side, at least 1. */
    private static int scaled(int side, double factor) {
        return Math.max(1, (int) Math.round(side * factor));
    }

    /** How far the beginning moves where a side of the one length becomes one of the other. */
    private static int shift(int from, int to, RandomGenerator random) {
        int room = random.nextInt(Math.abs(from - to) + 1);
        return to > from ? -room : room;
    }

    /** Evenly from {@code [low, high]}. */
    static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    static void requireShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1], got " + share);
        }
    }
}
