package org.huale.torch.rcnn.input;

import java.util.Collections;
import java.util.List;

/**
 * How images are brought to the network's scale.
 *
 * @param minSize length that the shorter side is resized to, unless the longer would exceed {@code maxSize}
 * @param maxSize bound of the longer side
 * @param mean per channel, of values in [0, 1]
 * @param deviation per channel
 */
public record ImageTransformOptions(int minSize, int maxSize, List<Double> mean, List<Double> deviation) {

    public ImageTransformOptions {
        if (minSize < 1 || maxSize < minSize) {
            throw new IllegalArgumentException(
                    "sizes must satisfy 1 <= min size <= max size, got " + minSize + " and " + maxSize);
        }
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3
                || deviation.size() != 3
                || !areFinite(mean)
                || !areFinite(deviation)
                || deviation.stream().anyMatch(d -> d <= 0)) {
            throw new IllegalArgumentException("mean and deviation need three finite values, deviations above 0, got "
                    + mean + " and " + deviation);
        }
    }

    private static boolean areFinite(List<Double> values) {
        return values.stream().allMatch(Double::isFinite);
    }

    /** ImageNet's statistics and the given sizes. */
    public static ImageTransformOptions of(int minSize, int maxSize) {
        return new ImageTransformOptions(minSize, maxSize, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }

    /** The given sizes, and values 0 to 255 brought to about -1 to 1: {@code (value - 127) / 128}, as EfficientNet-Lite learned. */
    public static ImageTransformOptions centred(int minSize, int maxSize) {
        return new ImageTransformOptions(
                minSize, maxSize, Collections.nCopies(3, 127 / 255.0), Collections.nCopies(3, 128 / 255.0));
    }

    public static ImageTransformOptions defaults() {
        return of(800, 1333);
    }

    public ImageTransformOptions withSizes(int changedMin, int changedMax) {
        return new ImageTransformOptions(changedMin, changedMax, mean, deviation);
    }
}
