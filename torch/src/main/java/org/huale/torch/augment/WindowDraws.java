package org.huale.torch.augment;

import java.util.random.RandomGenerator;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;

/** Windows drawn at random. */
final class WindowDraws {

    private WindowDraws() {}

    /** A window with sides so many times as long; of both windows the smaller lies anywhere in the greater. */
    static Window resized(Window window, double factor, RandomGenerator random) {
        ImageSize size = new ImageSize(
                scaled(window.size().width(), factor), scaled(window.size().height(), factor));
        return new Window(
                window.x() + shift(window.size().width(), size.width(), random),
                window.y() + shift(window.size().height(), size.height(), random),
                size);
    }

    /** The length of a side, at least 1. */
    static int scaled(int side, double factor) {
        return Math.max(1, (int) Math.round(side * factor));
    }

    /** How far the beginning moves where a side of the one length becomes one of the other. */
    static int shift(int from, int to, RandomGenerator random) {
        int room = random.nextInt(Math.abs(from - to) + 1);
        return to > from ? -room : room;
    }

    /** Evenly from {@code [low, high]}. */
    static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    static void requireProbability(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1], got " + probability);
        }
    }
}
