package org.huale.torch.train;

import java.util.random.RandomGenerator;

/**
 * How training images are varied. Every variation of an image is drawn in the order of these components.
 *
 * @param flipProbability of mirroring left and right
 * @param scaleLow least factor of the sizes that images are resized to
 * @param scaleHigh greatest factor
 * @param brightness largest relative change of brightness; 0 for none
 * @param contrast largest relative change of contrast; 0 for none
 * @param saturation largest relative change of saturation; 0 for none
 */
public record Augmentation(
        double flipProbability,
        double scaleLow,
        double scaleHigh,
        double brightness,
        double contrast,
        double saturation) {

    public Augmentation {
        requireShare("flip probability", flipProbability);
        requireShare("brightness", brightness);
        requireShare("contrast", contrast);
        requireShare("saturation", saturation);
        if (!(scaleLow >= 0.1 && scaleLow <= scaleHigh && scaleHigh <= 4)) {
            throw new IllegalArgumentException(
                    "scales must satisfy 0.1 <= low <= high <= 4, got " + scaleLow + " and " + scaleHigh);
        }
    }

    /** Flips every other image, as torchvision's preset {@code hflip} does, and nothing else. */
    public static Augmentation defaults() {
        return new Augmentation(0.5, 1, 1, 0, 0, 0);
    }

    public static Augmentation none() {
        return new Augmentation(0, 1, 1, 0, 0, 0);
    }

    /** Whether images are at most mirrored. */
    public boolean onlyMirrors() {
        return scaleLow == 1 && scaleHigh == 1 && brightness == 0 && contrast == 0 && saturation == 0;
    }

    /** What is done to one image: mirrored or not, and factors around 1. */
    record Draw(boolean flipped, double scale, double brightness, double contrast, double saturation) {

        boolean recolours() {
            return brightness != 1 || contrast != 1 || saturation != 1;
        }
    }

    Draw draw(RandomGenerator random) {
        return new Draw(
                random.nextDouble() < flipProbability,
                scaleLow + (scaleHigh - scaleLow) * random.nextDouble(),
                around(1, brightness, random),
                around(1, contrast, random),
                around(1, saturation, random));
    }

    private static double around(double centre, double reach, RandomGenerator random) {
        return centre + reach * (2 * random.nextDouble() - 1);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
        }
    }
}
