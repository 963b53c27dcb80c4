package org.huale.torch.augment;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;

/**
 * How training images are varied. Every variation of an image is drawn in the order of these components. What is off of
 * mirroring, size and colours changes no draw of the others; zoom-out, jitter and crop go on in the same sequence, in which one
 * that is off draws nothing, so that those after it get other numbers than where it is on.
 *
 * @param flipProbability of mirroring left and right
 * @param scaleLow least factor of the sizes that images are resized to
 * @param scaleHigh greatest factor
 * @param brightness largest relative change of brightness; 0 for none
 * @param contrast largest relative change of contrast; 0 for none
 * @param saturation largest relative change of saturation; 0 for none
 * @param zoomOut onto a larger canvas
 * @param jitter of the size of objects
 * @param crop of a part, which an object must fill to some degree
 */
public record Augmentation(
        double flipProbability,
        double scaleLow,
        double scaleHigh,
        double brightness,
        double contrast,
        double saturation,
        ZoomOut zoomOut,
        ScaleJitter jitter,
        IouCrop crop) {

    public Augmentation {
        // what was saved before there were windows does not mention them
        zoomOut = Objects.requireNonNullElse(zoomOut, ZoomOut.off());
        jitter = Objects.requireNonNullElse(jitter, ScaleJitter.off());
        crop = Objects.requireNonNullElse(crop, IouCrop.off());
        WindowDraws.requireShare("flip probability", flipProbability);
        WindowDraws.requireShare("brightness", brightness);
        WindowDraws.requireShare("contrast", contrast);
        WindowDraws.requireShare("saturation", saturation);
        if (!(scaleLow >= 0.1 && scaleLow <= scaleHigh && scaleHigh <= 4)) {
            throw new IllegalArgumentException(
                    "scales must satisfy 0.1 <= low <= high <= 4, got " + scaleLow + " and " + scaleHigh);
        }
    }

    /** Of whole images only. */
    public Augmentation(
            double flipProbability,
            double scaleLow,
            double scaleHigh,
            double brightness,
            double contrast,
            double saturation) {
        this(
                flipProbability,
                scaleLow,
                scaleHigh,
                brightness,
                contrast,
                saturation,
                ZoomOut.off(),
                ScaleJitter.off(),
                IouCrop.off());
    }

    /** Flips every other image, as torchvision's preset {@code hflip} does, and nothing else. */
    public static Augmentation defaults() {
        return new Augmentation(0.5, 1, 1, 0, 0, 0);
    }

    /** Mirrored, at another scale, sometimes in part or on a larger canvas, in other colours: for few images and many epochs. */
    public static Augmentation ofFewImages() {
        return new Augmentation(
                0.5,
                1,
                1,
                0.3,
                0.3,
                0.3,
                new ZoomOut(0.2, 2),
                new ScaleJitter(1, 0.6, 1.4),
                new IouCrop(0.3, 0.3, List.of(0.0, 0.1, 0.3, 0.5, 0.7, 0.9)));
    }

    /** Whether images are at most mirrored. */
    public boolean onlyMirrors() {
        return scaleLow == 1
                && scaleHigh == 1
                && brightness == 0
                && contrast == 0
                && saturation == 0
                && onlyWholeImages();
    }

    private boolean onlyWholeImages() {
        return zoomOut.probability() == 0 && jitter.probability() == 0 && crop.probability() == 0;
    }

    /** What is done to one image: mirrored or not, and factors around 1. */
    public record Draw(boolean flipped, double scale, double brightness, double contrast, double saturation) {

        public boolean recolours() {
            return brightness != 1 || contrast != 1 || saturation != 1;
        }
    }

    public Draw draw(RandomGenerator random) {
        return new Draw(
                random.nextDouble() < flipProbability,
                WindowDraws.between(scaleLow, scaleHigh, random),
                aroundOne(brightness, random),
                aroundOne(contrast, random),
                aroundOne(saturation, random));
    }

    /**
     * The window of an image that is learned from, drawn after {@link #draw} from the same generator.
     *
     * @param boxes of the objects, mirrored where the image is
     */
    public Window window(ImageSize image, List<Box> boxes, RandomGenerator random) {
        Window scaled = jitter.of(zoomOut.of(Window.whole(image), random), random);
        return crop.of(scaled, boxes, random);
    }

    private static double aroundOne(double reach, RandomGenerator random) {
        return 1 + reach * (2 * random.nextDouble() - 1);
    }
}
