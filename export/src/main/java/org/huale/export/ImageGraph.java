package org.huale.export;

import java.util.List;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.torch.rcnn.input.ImageBatch;
import org.huale.torch.rcnn.input.ImageTransformOptions;

/**
 * How images of one size become the network's input: normalised, resized, padded with zeros at the right and the bottom.
 *
 * @param pixels [n, 3, H', W'], sides multiples of {@link ImageBatch#DIVISOR}
 * @param sides of the input with its padding, [2]: height and width
 * @param resized sides of the image within it, [2]
 * @param bounds what the sides of boxes within the image are at most, [4] for xyxy
 * @param enlargement pixels of the original for each pixel of the resized image, [4] for xyxy
 */
record ImageGraph(String pixels, String sides, String resized, String bounds, String enlargement) {

    /** @param image [n, 3, H, W], values in [0, 1] */
    static ImageGraph of(String image, GraphBuilder graph, ImageTransformOptions options) {
        Formulas f = new Formulas(graph);
        String original = f.heightAndWidth(image);
        String resized = resized(original, f, options);
        BilinearGraph bilinear = new BilinearGraph(f, original, resized);
        String small = bilinear.along(0, bilinear.along(1, normalised(image, f, options)));
        return filled(small, resized, asCorners(f.over(f.asReal(original), f.asReal(resized)), f), f);
    }

    /** @param pixels [n, 3, H, W], resized and normalised already */
    static ImageGraph ready(String pixels, GraphBuilder graph) {
        Formulas f = new Formulas(graph);
        String resized = f.heightAndWidth(pixels);
        return filled(pixels, resized, f.reals(1, 1, 1, 1), f);
    }

    private static ImageGraph filled(String small, String resized, String enlargement, Formulas f) {
        String sides = padded(resized, f);
        String zeros = f.joined(List.of(f.wholes(0, 0, 0, 0, 0, 0), f.minus(sides, resized)));
        return new ImageGraph(f.of("Pad", small, zeros), sides, resized, asCorners(f.asReal(resized), f), enlargement);
    }

    private static String normalised(String image, Formulas f, ImageTransformOptions options) {
        String mean = f.shaped(f.reals(floats(options.mean())), 1, 3, 1, 1);
        String deviation = f.shaped(f.reals(floats(options.deviation())), 1, 3, 1, 1);
        return f.over(f.minus(image, mean), deviation);
    }

    private static float[] floats(List<Double> three) {
        return new float[] {
            three.get(0).floatValue(), three.get(1).floatValue(), three.get(2).floatValue()
        };
    }

    /** In double, as where the detector is trained: a float may fall short of a whole number. */
    private static String resized(String original, Formulas f, ImageTransformOptions options) {
        String sides = f.asDouble(original);
        String height = f.columns(sides, 0, 1);
        String width = f.columns(sides, 1, 2);
        String shorter = f.over(f.asDouble(f.real(options.minSize())), f.of("Min", height, width));
        String longer = f.over(f.asDouble(f.real(options.maxSize())), f.of("Max", height, width));
        String scaled = f.asWhole(f.times(sides, f.of("Min", shorter, longer)));
        return f.of("Max", scaled, f.wholes(1));
    }

    private static String padded(String sides, Formulas f) {
        String multiples = f.over(f.plus(sides, f.wholes(ImageBatch.DIVISOR - 1)), f.wholes(ImageBatch.DIVISOR));
        return f.times(multiples, f.wholes(ImageBatch.DIVISOR));
    }

    /** Height and width as width, height, width, height. */
    private static String asCorners(String heightAndWidth, Formulas f) {
        return f.at(heightAndWidth, f.wholes(1, 0, 1, 0), 0);
    }
}
