package org.huale.acquire.ppal;

import org.huale.config.Mode;
import org.huale.detect.companion.ClassQuality;

/**
 * How PPAL is run.
 *
 * @param mode {@code faithful} is the authors' program, {@code fixed} mends its defects; see {@link PpalStrategy}
 * @param uncertainty by which candidates are proposed
 * @param ratio candidates for each image of the budget, at least 1
 * @param matching by which candidates are compared
 * @param quality of classes, noted in training
 */
public record PpalOptions(Mode mode, Uncertainty uncertainty, double ratio, Matching matching, Quality quality) {

    /**
     * How uncertain an image is.
     *
     * @param confidence detections below it are left out, in [0, 1]
     * @param smallestSide detections whose area is not larger than its square are left out, in pixels of the image, at
     *     least 0
     * @param largestAspect detections at least so many times as long as broad, or as broad as long, are left out, above 1
     * @param boxes of an image that count, the most confident ones, at least 1
     * @param alpha how fast the weight of a class falls with its quality, in (0, 1]
     * @param upperBound by how much the weight of a class of quality 0 exceeds that of quality 1, which is 1; at least 0
     */
    public record Uncertainty(
            double confidence, double smallestSide, double largestAspect, int boxes, double alpha, double upperBound) {

        public Uncertainty {
            requireConfidence(confidence);
            requireBoxes(boxes);
            if (!(smallestSide >= 0) || !Double.isFinite(smallestSide)) {
                throw new IllegalArgumentException("smallestSide must be at least 0, got " + smallestSide);
            }
            if (!(largestAspect > 1)) {
                throw new IllegalArgumentException("largestAspect must be above 1, got " + largestAspect);
            }
            if (!(alpha >= 0.01 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha must be in [0.01, 1], got " + alpha);
            }
            if (!(upperBound >= 0 && upperBound <= 100)) {
                throw new IllegalArgumentException("upperBound must be in [0, 100], got " + upperBound);
            }
        }
    }

    /**
     * How candidates are compared and clustered.
     *
     * @param confidence detections below it are left out, in [0, 1]
     * @param boxes of an image that are compared, the most confident ones, at least 1
     * @param iterations of k-medoids, at least 0
     */
    public record Matching(double confidence, int boxes, int iterations) {

        public Matching {
            requireConfidence(confidence);
            requireBoxes(boxes);
            if (iterations < 0) {
                throw new IllegalArgumentException("iterations must be at least 0, got " + iterations);
            }
        }
    }

    /**
     * Of {@link ClassQuality}.
     *
     * @param xi share of the probability, in [0, 1]
     * @param momentum in [0, 1)
     * @param corrected whether the 0 that the moving mean begins with is taken out again; {@code faithful} never does
     */
    public record Quality(double xi, double momentum, boolean corrected) {

        public Quality {
            new ClassQuality(xi, momentum, false, corrected); // refuses what is out of range
        }
    }

    public PpalOptions {
        if (!(ratio >= 1 && ratio <= 1e6)) {
            throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
        }
    }

    /** The authors' values. */
    static PpalOptions of(Mode mode) {
        return new PpalOptions(
                mode,
                new Uncertainty(0.05, 16, 5, 200, 0.3, 0.2),
                4,
                new Matching(0.05, 100, 100),
                new Quality(0.6, 0.99, true));
    }

    ClassQuality companion() {
        boolean faithful = mode == Mode.FAITHFUL;
        return new ClassQuality(quality.xi(), quality.momentum(), faithful, quality.corrected() && !faithful);
    }

    private static void requireConfidence(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
    }

    private static void requireBoxes(int boxes) {
        if (boxes < 1) {
            throw new IllegalArgumentException("boxes must be at least 1, got " + boxes);
        }
    }
}
