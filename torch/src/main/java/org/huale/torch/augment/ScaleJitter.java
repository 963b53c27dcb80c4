package org.huale.torch.augment;

import java.util.random.RandomGenerator;
import org.huale.geometry.Window;

/**
 * Shows objects larger or smaller at the same size of the network's input (Ghiasi et al., CVPR 2021): larger ones by cutting
 * a part out, smaller ones by a border of the mean colour, both at any place.
 *
 * @param probability of doing so; 0 for never
 * @param low least factor of the objects' sides, from 0.1
 * @param high greatest factor, up to 10
 */
public record ScaleJitter(double probability, double low, double high) {

    public ScaleJitter {
        WindowDraws.requireShare("scale jitter's probability", probability);
        if (!(low >= 0.1 && low <= high && high <= 10)) {
            throw new IllegalArgumentException(
                    "scale jitter must satisfy 0.1 <= low <= high <= 10, got " + low + " and " + high);
        }
    }

    /** Never, and by moderate factors where only the probability is changed. */
    public static ScaleJitter off() {
        return new ScaleJitter(0, 0.6, 1.4);
    }

    /** The window after the draw, which nothing is drawn for where this is off. */
    public Window of(Window window, RandomGenerator random) {
        if (!WindowDraws.happens(probability, random)) {
            return window;
        }
        double factor = 1 / WindowDraws.between(low, high, random);
        return WindowDraws.resized(window, factor, factor, random);
    }
}
