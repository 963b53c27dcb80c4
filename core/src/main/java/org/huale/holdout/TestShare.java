package org.huale.holdout;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.random.Seeds;
import org.huale.statistics.Quota;

/**
 * How much of what is annotated is kept for evaluation. Which images may be kept follows from the seed and the images' names
 * alone, not from what a strategy chooses: they are a random sample of the pool, the same for all strategies of a seed, and
 * no strategy and no training ever sees them. They are annotated in a fixed order, as many in each batch as keep the share.
 *
 * @param share of the annotated images, in [0, 0.5]; 0 for none
 */
public record TestShare(double share, long seed) {
    public static final double GREATEST = 0.5;

    public TestShare {
        if (!(share >= 0 && share <= GREATEST)) {
            throw new IllegalArgumentException("test share must be in [0, " + GREATEST + "], got " + share);
        }
    }

    public static TestShare none() {
        return new TestShare(0, 0);
    }

    /** Whether any image is kept. */
    public boolean keepsAny() {
        return share > 0;
    }

    /** The images of a pool that are for evaluation alone, about the share of them, in the order in which they are annotated. */
    public List<ImageId> of(Collection<ImageId> pool) {
        Seeds seeds = new Seeds(seed);
        return pool.stream()
                .map(id -> new Lot(unit(seeds.of("test share: " + id)), id))
                .filter(lot -> lot.number() < share)
                .sorted(Comparator.comparingDouble(Lot::number).thenComparing(Lot::image))
                .map(Lot::image)
                .toList();
    }

    /** The highest 53 bits as a number in [0, 1). */
    private static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    private record Lot(double number, ImageId image) {}

    /** How many of so many annotated images are for evaluation: the share, rounded up. */
    public int among(int annotated) {
        return (int) Quota.upper(share, annotated);
    }

    /** How many images for evaluation go with so many that are trained on: the share of both together, rounded up. */
    public int beside(int trained) {
        return (int) Quota.upper(share / (1 - share), trained);
    }
}
