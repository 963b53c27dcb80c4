package org.huale.onnx.options;

import java.util.List;

/**
 * What becomes of the colours of a pixel: {@code (value * scale - mean) / deviation}, value in 0..255.
 *
 * @param order of the channels, {@code rgb} or {@code bgr}
 * @param scale what the values are multiplied with
 * @param mean for each channel, in the order of the channels
 * @param deviation for each channel, not 0
 */
public record Colours(Order order, double scale, List<Double> mean, List<Double> deviation) {

    /** Which channel comes first. */
    public enum Order {
        RGB,
        BGR
    }

    public Colours {
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("scale must be a finite number other than 0, got " + scale);
        }
        mean = Triple.require("mean", mean);
        deviation = Triple.require("deviation", deviation);
        if (deviation.contains(0.0)) {
            throw new IllegalArgumentException("deviation must not be 0, got " + deviation);
        }
    }

    /** The values multiplied, and nothing else. */
    public static Colours scaled(Order order, double scale) {
        return new Colours(order, scale, Triple.of(0), Triple.of(1));
    }

    /** What an image itself has, in this order: for networks that take bytes, into which nothing else fits. */
    public Colours unscaled() {
        return scaled(order, 1);
    }

    /** Red, green and blue in [0, 1]. */
    public static Colours shares() {
        return scaled(Order.RGB, 1 / 255.0);
    }

    /** Mean and deviation of ImageNet's colours. */
    public static Colours imageNet() {
        return new Colours(Order.RGB, 1 / 255.0, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }
}
