package org.huale.torch.ops;

import org.huale.geometry.FlatBoxes;

/**
 * Which level of a feature pyramid a region is pooled from: the larger the region, the coarser the map, with a region of
 * 224 x 224 pixels at level 4. A region without area goes to the finest level. Source: Lin et al., Feature Pyramid
 * Networks for Object Detection, CVPR 2017, equation 1, rounded as torchvision does.
 *
 * @param finest binary logarithm of the finest map's stride
 * @param coarsest binary logarithm of the coarsest map's stride
 */
public record PyramidLevels(int finest, int coarsest) {
    public static final float CANONICAL_SIDE = 224;
    public static final float CANONICAL_LEVEL = 4;
    /** So that exact powers of two do not fall one level short. */
    public static final float EPSILON = 1e-6f;

    public PyramidLevels {
        if (coarsest < finest) {
            throw new IllegalArgumentException(
                    "the coarsest level must not be below the finest, got " + finest + " to " + coarsest);
        }
    }

    /** The levels of maps of which each pixel of input is so many pixels: powers of two, the finest map first. */
    public static PyramidLevels ofScales(float[] scales) {
        return new PyramidLevels((int) -log2(scales[0]), (int) -log2(scales[scales.length - 1]));
    }

    /**
     * The index of each region's map, 0 for the finest.
     *
     * @param boxes {@code [4 R]} in pixels of the network's input
     * @return {@code [R]}
     */
    public int[] of(float[] boxes) {
        int[] levels = new int[boxes.length / 4];
        for (int i = 0; i < levels.length; i++) {
            float side = (float) Math.sqrt(FlatBoxes.area(boxes, i));
            double level = Math.floor(CANONICAL_LEVEL + (float) log2(side / CANONICAL_SIDE) + EPSILON);
            levels[i] = (int) Math.max(finest, Math.min(coarsest, level)) - finest;
        }
        return levels;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
