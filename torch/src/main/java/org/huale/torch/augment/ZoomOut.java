package org.huale.torch.augment;

import java.util.random.RandomGenerator;
import org.huale.geometry.Window;

/**
 * Puts an image anywhere on a larger canvas of the mean colour, so that its objects become small (Liu et al., SSD, ECCV
 * 2016).
 *
 * @param probability of doing so; 0 for never
 * @param maxFactor the sides of the canvas are between once and so many times as long, in [1, 10]
 */
public record ZoomOut(double probability, double maxFactor) {

    public ZoomOut {
        WindowDraws.requireShare("zoom-out's probability", probability);
        if (!(maxFactor >= 1 && maxFactor <= 10)) {
            throw new IllegalArgumentException("zoom-out's greatest factor must be in [1, 10], got " + maxFactor);
        }
    }

    /** Never, and by SSD's factor where only the probability is changed. */
    public static ZoomOut off() {
        return new ZoomOut(0, 4);
    }

    /** The window after the draw, which nothing is drawn for where this is off. */
    public Window of(Window window, RandomGenerator random) {
        if (!WindowDraws.happens(probability, random)) {
            return window;
        }
        double factor = WindowDraws.between(1, maxFactor, random);
        return WindowDraws.resized(window, factor, factor, random);
    }
}
