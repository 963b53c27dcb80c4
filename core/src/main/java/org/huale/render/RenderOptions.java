package org.huale.render;

import org.huale.geometry.ImageSize;

/**
 * What kind of data set is drawn.
 *
 * @param poolImages images of the split {@code trainval}, near-duplicates among them
 * @param testImages images of the split {@code test}
 * @param size of every image, 64 to 4096 pixels a side
 * @param classes 1 to 8
 * @param seed everything follows from it
 * @param tailRatio how many times more objects the pool has of its most frequent class than of its rarest
 * @param testTailRatio the same for the test images, milder, so that the rarest class can be measured
 * @param duplicateShare share of the images that only repeat the image before with small movements, 0 to 0.7
 * @param objects how hard the objects are to find and to tell apart
 */
public record RenderOptions(
        int poolImages,
        int testImages,
        ImageSize size,
        int classes,
        long seed,
        double tailRatio,
        double testTailRatio,
        double duplicateShare,
        Objects objects) {
    private static final int SHORTEST_SIDE = 64;
    private static final int LONGEST_SIDE = 4096;
    private static final double MOST_DUPLICATES = 0.7;

    /**
     * What the objects look like. Form tells the classes apart; the hue hints at it, the more clearly the narrower
     * {@code hueSpread} and the rarer odd colours are.
     *
     * @param smallestRadius of an object, 2 to 60 pixels in an image with a shorter side of 240; the largest is 60
     * @param hueSpread how far from the hue of its class an object's is at most, 0 to 0.5 of the circle; neighbours among
     *     eight classes are 0.125 apart
     * @param oddOneIn one object in so many has any hue, at least 1
     */
    public record Objects(double smallestRadius, double hueSpread, int oddOneIn) {
        static final double LARGEST_RADIUS = 60;
        private static final double LEAST_RADIUS = 2;

        public Objects {
            require(
                    smallestRadius >= LEAST_RADIUS && smallestRadius <= LARGEST_RADIUS,
                    "smallestRadius must be in [2, 60]",
                    smallestRadius);
            require(hueSpread >= 0 && hueSpread <= 0.5, "hueSpread must be in [0, 0.5]", hueSpread);
            require(oddOneIn >= 1, "oddOneIn must be at least 1", oddOneIn);
        }

        /** Radii from 6 pixels, hues that overlap those of the neighbours, one object in three of any hue. */
        public static Objects defaults() {
            return new Objects(6, 0.12, 3);
        }
    }

    public RenderOptions {
        require(
                poolImages >= 0 && testImages >= 0,
                "numbers of images must not be negative",
                poolImages + ", " + testImages);
        require(
                Math.min(size.width(), size.height()) >= SHORTEST_SIDE
                        && Math.max(size.width(), size.height()) <= LONGEST_SIDE,
                "sides must be in [64, 4096]",
                size);
        require(classes >= 1 && classes <= Form.values().length, "classes must be in [1, 8]", classes);
        require(tailRatio >= 1 && tailRatio <= 1e6, "tailRatio must be in [1, 1e6]", tailRatio);
        require(testTailRatio >= 1 && testTailRatio <= 1e6, "testTailRatio must be in [1, 1e6]", testTailRatio);
        require(
                duplicateShare >= 0 && duplicateShare <= MOST_DUPLICATES,
                "duplicateShare must be in [0, 0.7]",
                duplicateShare);
    }

    /** 1,000 and 300 images of 320x240, eight classes with a tail of 60 to 1 (test: 8 to 1), a quarter near-duplicates. */
    public static RenderOptions defaults() {
        return new RenderOptions(
                1000, 300, new ImageSize(320, 240), Form.values().length, 1, 60, 8, 0.25, Objects.defaults());
    }

    public RenderOptions withObjects(Objects changed) {
        return new RenderOptions(
                poolImages, testImages, size, classes, seed, tailRatio, testTailRatio, duplicateShare, changed);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
